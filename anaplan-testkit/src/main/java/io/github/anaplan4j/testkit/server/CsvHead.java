package io.github.anaplan4j.testkit.server;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the metadata of imports and exports says of a file: as much as its first chunk tells.
 *
 * @param names the names in its first line
 * @param rows how many lines follow
 */
record CsvHead(List<String> names, int rows) {
    static CsvHead of(byte[] chunk) {
        List<String> lines = new String(chunk, StandardCharsets.UTF_8).lines().toList();
        return lines.isEmpty()
                ? new CsvHead(List.of(), 0)
                : new CsvHead(
                        Stream.of(lines.get(0).split(","))
                                .map(CsvHead::unquoted)
                                .toList(),
                        lines.size() - 1);
    }

    private static String unquoted(String name) {
        return name.replaceFirst("^\"(.*)\"$", "$1");
    }
}
