package io.github.anaplan4j.testkit;

import java.util.List;

/** The resources of the fake, each with its routes. Its JSON is written by hand. Thread-safe. */
final class FakeApi {
    private final List<Route> routes;

    /** @param routes the routes of each resource */
    FakeApi(List<List<Route>> routes) {
        this.routes = routes.stream().flatMap(List::stream).toList();
    }

    /** @return whether there is an answer to such a request */
    boolean knows(RecordedRequest request) {
        return routes.stream().anyMatch(route -> route.matches(request));
    }

    /** @return the answer to a request that the fake knows */
    Reply answer(RecordedRequest request) {
        Route route = routes.stream()
                .filter(candidate -> candidate.matches(request))
                .findFirst()
                .orElseThrow();
        try {
            return route.answer(request);
        } catch (IllegalArgumentException noId) {
            return Reply.notFound(request);
        }
    }
}
