package io.github.anaplan4j.command.record;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Replaces whatever is the user's in what passes: ids, names, data and secrets.
 *
 * <p>What is not known to be Anaplan's own word is taken for the user's. The same text is replaced by the same one, so
 * that what belonged together still does. The originals are kept in memory alone. Thread-safe.
 */
final class Disguise {
    private static final Pattern OBJECT_ID = Pattern.compile("1\\d{11}");
    private static final Pattern GUID = Pattern.compile("[0-9a-fA-F]{32}");
    private static final Pattern COUNT = Pattern.compile("-?\\d{1,9}(?:[.,]\\d{1,9})?");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[0-9:.+Z-]{1,20}");
    /** Members whose values are Anaplan's own words. */
    private static final Set<String> OWN_WORDS = Set.of(
            "taskState",
            "actionType",
            "importType",
            "exportType",
            "exportFormat",
            "activeState",
            "schema",
            "type",
            "encoding",
            "format",
            "layout",
            "status",
            "error",
            "token_type");
    /** Anaplan's own words wherever they stand. */
    private static final Set<String> KNOWN = Set.of(
            "Success",
            "SUCCESS",
            "Not Found",
            "Login successful",
            "hierarchyName",
            "totalRowCount",
            "successRowCount",
            "successCreateCount",
            "successUpdateCount",
            "warningsRowCount",
            "warningsCreateCount",
            "warningsUpdateCount",
            "totalCreateCount",
            "totalUpdateCount",
            "failedCount",
            "ignoredCount",
            "invalidCount",
            "createdCount",
            "updatedCount",
            "renamedCount",
            "Complete.",
            "Pending.",
            "Processing …",
            "AnaplanAuthToken",
            "Bearer");

    private static final Set<String> QUERY = Set.of("limit", "offset", "sort", "includeProcessDetails", "modelDetails");
    private static final Pattern OWN_SEGMENT = Pattern.compile("|2|0|token|authenticate|refresh|validate|logout|oauth|"
            + "device|code|users|me|workspaces|models|processes|imports|exports|actions|tasks|files|chunks|complete|"
            + "views|data|dump|dumps|status|open|close|\\d{1,6}");

    private final Map<String, String> replaced = new HashMap<>();

    /** {@return a request's target with made-up ids} */
    synchronized String target(String rawPath, String rawQuery) {
        String path = Arrays.stream(rawPath.split("/", -1)).map(this::segment).collect(Collectors.joining("/"));
        if (rawQuery == null) {
            return path;
        }
        return path + "?"
                + Arrays.stream(rawQuery.split("&")).map(this::parameter).collect(Collectors.joining("&"));
    }

    private String segment(String raw) {
        String segment = URLDecoder.decode(raw, StandardCharsets.UTF_8);
        return OWN_SEGMENT.matcher(segment).matches()
                ? raw
                : URLEncoder.encode(text(segment), StandardCharsets.UTF_8).replace("+", "%20");
    }

    private String parameter(String raw) {
        int sign = raw.indexOf('=');
        String name = sign < 0 ? raw : raw.substring(0, sign);
        if (QUERY.contains(name) || sign < 0) {
            return raw;
        }
        String value = URLDecoder.decode(raw.substring(sign + 1), StandardCharsets.UTF_8);
        return name + "=" + URLEncoder.encode(text(value), StandardCharsets.UTF_8);
    }

    /** {@return JSON with the same form and members, and made-up values} */
    synchronized String json(String json) {
        StringBuilder told = new StringBuilder(json.length());
        String member = "";
        int at = 0;
        while (at < json.length()) {
            char character = json.charAt(at);
            if (character != '"') {
                told.append(character);
                at++;
                continue;
            }
            int end = endOfText(json, at);
            String raw = json.substring(at + 1, end);
            int next = end + 1;
            while (next < json.length() && Character.isWhitespace(json.charAt(next))) {
                next++;
            }
            boolean isMember = next < json.length() && json.charAt(next) == ':';
            if (isMember) {
                member = raw;
                told.append('"').append(JsonText.isPlain(raw) ? raw : JsonText.escaped(text(JsonText.plain(raw))));
            } else {
                told.append('"')
                        .append(
                                OWN_WORDS.contains(member) && isOwnWord(raw)
                                        ? raw
                                        : JsonText.escaped(text(JsonText.plain(raw))));
            }
            told.append('"');
            at = end + 1;
        }
        return told.toString();
    }

    private static boolean isOwnWord(String raw) {
        return raw.matches("[A-Za-z0-9_./:+ -]{0,200}") && !GUID.matcher(raw).find();
    }

    private static int endOfText(String json, int quote) {
        int at = quote + 1;
        while (at < json.length() && json.charAt(at) != '"') {
            at += json.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(at, json.length() - 1);
    }

    /** {@return a text of the server's, as one of Anaplan's own or made up} */
    synchronized String text(String text) {
        boolean isOwn = text.isBlank()
                || KNOWN.contains(text)
                || COUNT.matcher(text).matches()
                || DATE.matcher(text).matches()
                || text.equals("true")
                || text.equals("false");
        return isOwn ? text : replaced.computeIfAbsent(text, this::madeUp);
    }

    private String madeUp(String text) {
        int number = replaced.size() + 1;
        if (OBJECT_ID.matcher(text).matches()) {
            return text.substring(0, 3) + String.format(Locale.ROOT, "9%08d", number); // as no real one so far
        }
        if (GUID.matcher(text).matches()) {
            String digits = String.format(Locale.ROOT, "%032X", number);
            return text.equals(text.toLowerCase(Locale.ROOT)) ? digits.toLowerCase(Locale.ROOT) : digits;
        }
        Matcher mail = Pattern.compile("\\S+@\\S+").matcher(text);
        return mail.matches() ? "user" + number + "@example.com" : "text " + number;
    }

    /** {@return data of the user's: letters and digits are others, all else is as it was} */
    static String data(String data) {
        StringBuilder told = new StringBuilder(data.length());
        Matcher own = Pattern.compile("_Status_|_Line_|_Error_\\d{1,4}_?").matcher(data);
        int at = 0;
        while (own.find()) {
            mask(data, at, own.start(), told);
            told.append(own.group());
            at = own.end();
        }
        mask(data, at, data.length(), told);
        return told.toString();
    }

    private static void mask(String data, int from, int to, StringBuilder told) {
        for (int i = from; i < to; i++) {
            char character = data.charAt(i);
            told.append(
                    Character.isDigit(character)
                            ? '0'
                            : Character.isLetter(character) || character > 0x7E ? 'x' : character);
        }
    }

    /** {@return what was replaced, for a test that looks whether any of it is left} */
    synchronized Set<String> originals() {
        return Set.copyOf(replaced.keySet());
    }

    /** {@return how many texts were replaced} */
    synchronized int count() {
        return replaced.size();
    }
}
