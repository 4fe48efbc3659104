package io.github.anaplan4j.command.page;

/** Text of the server's in HTML and SVG. */
final class Markup {
    private Markup() {}

    /** {@return a text that is text in an element and in an attribute, without characters that XML forbids} */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            switch (character) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(isAllowed(character) ? character : ' ');
            }
        });
        return escaped.toString();
    }

    // What would turn the direction of the text around it is no part of a name.
    private static boolean isAllowed(int character) {
        boolean isControl = Character.isISOControl(character) && character != '\n' && character != '\t';
        boolean turns = character >= 0x202A && character <= 0x202E || character >= 0x2066 && character <= 0x2069;
        boolean isHalf = character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
        boolean isNone = (character & 0xFFFE) == 0xFFFE; // no character in any plane
        return !isControl && !turns && !isHalf && !isNone;
    }

    /** {@return a text of so many characters at most, with its beginning and its end, for names differ in either} */
    static String shortenedWithin(String text, int most) {
        int length = text.codePointCount(0, text.length());
        int end = most / 3;
        return length <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most - end - 1)) + "…"
                        + text.substring(text.offsetByCodePoints(0, length - end));
    }

    /** {@return a text of so many characters at most} */
    static String shortened(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
    }
}
