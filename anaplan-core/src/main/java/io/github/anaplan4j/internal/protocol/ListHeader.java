package io.github.anaplan4j.internal.protocol;

import io.github.anaplan4j.spi.TransportResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A header whose value is a list, which may go on over several lines. */
final class ListHeader {
    private ListHeader() {}

    /** {@return all that it lists, in lower case and in order, without what is empty} */
    static List<String> of(TransportResponse response, String name) {
        return response.headers(name).stream()
                .flatMap(line -> Arrays.stream(line.toLowerCase(Locale.ROOT).split(",")))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
    }
}
