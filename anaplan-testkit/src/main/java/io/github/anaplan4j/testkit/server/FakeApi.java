package io.github.anaplan4j.testkit.server;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Answers requests: finds the route of each, and keeps those without a valid token out. Thread-safe. */
final class FakeApi {
    private final List<Route> open;
    private final List<Route> forTokens;
    private final AuthRoutes auth;
    private final RequestLog log;

    /**
     * Collects the routes.
     *
     * @param open the routes of each service that anybody may ask
     * @param forTokens the routes of each resource for whoever has a token
     */
    FakeApi(List<List<Route>> open, List<List<Route>> forTokens, AuthRoutes auth, RequestLog log) {
        this.open = open.stream().flatMap(List::stream).toList();
        this.forTokens = forTokens.stream().flatMap(List::stream).toList();
        this.auth = auth;
        this.log = log;
    }

    List<Route> routes() {
        return Stream.concat(open.stream(), forTokens.stream()).toList();
    }

    // The route comes before the token: a wrong path must not hide behind a wrong token.
    Reply answer(LoggedRequest request) {
        Optional<Route> openRoute = find(request, open);
        if (openRoute.isPresent()) {
            return answer(request, openRoute.get());
        }
        Optional<Route> route = find(request, forTokens);
        if (route.isEmpty()) {
            log.addUnscripted(request);
            return Reply.error(501, "The fake has no answer to " + request.method() + " " + request.path(), request);
        }
        if (!auth.lets(request)) {
            return Reply.error(401, "Token is invalid or has expired", request);
        }
        return answer(request, route.get());
    }

    private static Optional<Route> find(LoggedRequest request, List<Route> routes) {
        return routes.stream()
                .filter(route -> route.matches(request.method(), request.path()))
                .findFirst();
    }

    private static Reply answer(LoggedRequest request, Route route) {
        try {
            return route.answer(request);
        } catch (IllegalArgumentException noId) {
            return Reply.notFound(request);
        }
    }
}
