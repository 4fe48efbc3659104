package io.github.anaplan4j.command.record;

/** The texts of JSON, with and without their escapes. */
final class JsonText {
    private static final String ESCAPED = "\"\\/bfnrt";
    private static final String MEANT = "\"\\/\b\f\n\r\t";

    private JsonText() {}

    static boolean isPlain(String raw) {
        return raw.matches("[A-Za-z0-9_.-]{1,60}");
    }

    /** {@return the characters that are meant} */
    static String plain(String raw) {
        StringBuilder plain = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char character = raw.charAt(i);
            if (character != '\\' || i + 1 == raw.length()) {
                plain.append(character);
                continue;
            }
            char escaped = raw.charAt(++i);
            int known = ESCAPED.indexOf(escaped);
            if (known >= 0) {
                plain.append(MEANT.charAt(known));
            } else if (escaped == 'u' && raw.substring(i + 1).matches("(?s)[0-9a-fA-F]{4}.*")) {
                plain.append((char) Integer.parseInt(raw.substring(i + 1, i + 5), 16));
                i += 4;
            } else {
                plain.append(escaped);
            }
        }
        return plain.toString();
    }

    /** {@return a text as it stands between quotes, in JSON and in YAML} */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (char character : text.toCharArray()) {
            int known = "\"\\\b\f\n\r\t".indexOf(character);
            if (known >= 0) {
                escaped.append('\\').append("\"\\bfnrt".charAt(known));
            } else if (character < ' '
                    || character >= 0x7F && character < 0xA0
                    || Character.isSurrogate(character)
                    || character == 0x2028
                    || character == 0x2029
                    || character == 0xFEFF
                    || character >= 0xFFFE) {
                escaped.append(String.format("\\u%04x", (int) character));
            } else {
                escaped.append(character);
            }
        }
        return escaped.toString();
    }
}
