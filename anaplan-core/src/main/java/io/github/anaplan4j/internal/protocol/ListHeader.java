package io.github.anaplan4j.internal.protocol;

import io.github.anaplan4j.spi.TransportResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A header whose value is a list, which may go on over several lines. */
final class ListHeader {
    private ListHeader() {}

    /** {@return all that it lists, in a new list, in lower case and in order, without what is empty} */
    static List<String> of(TransportResponse response, String name) {
        List<String> listed = new ArrayList<>(1);
        for (String line : response.headers(name)) {
            for (String each : line.toLowerCase(Locale.ROOT).split(",")) {
                if (!each.isBlank()) {
                    listed.add(each.strip());
                }
            }
        }
        return listed;
    }
}
