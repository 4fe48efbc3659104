package io.github.anaplan4j.internal.base;

/** Tells which characters can be shown on one line of a log or a terminal. */
public final class Printable {
    private Printable() {}

    /**
     * Tells whether a character can be shown: it neither controls anything, nor ends the line, nor is half of another.
     *
     * @param codePoint a character
     * @return whether it can be shown
     */
    public static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    /**
     * Shows whatever somebody else said where a line must stay a line and a terminal must not obey.
     *
     * @param text any text
     * @return the text with a blank in place of each character that cannot be shown
     */
    public static String shown(String text) {
        if (text.codePoints().allMatch(Printable::isPrintable)) {
            return text; // as nearly all are
        }
        StringBuilder line = new StringBuilder();
        text.codePoints().forEach(c -> line.appendCodePoint(isPrintable(c) ? c : ' '));
        return line.toString();
    }

    /**
     * Puts a text on one line.
     *
     * @param text any text
     * @return the text with a blank in place of each character that cannot be shown, and of each run of blanks
     */
    public static String onOneLine(String text) {
        return shown(text).replaceAll(" {2,}", " ");
    }
}
