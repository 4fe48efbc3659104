package io.github.anaplan4j.testkit.server;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Answers requests: finds the route of each, and keeps those without a valid token out. Thread-safe. */
final class FakeApi {
    private static final System.Logger LOG = System.getLogger("io.github.anaplan4j.testkit");
    private static final int LONGEST_LINE = 500;

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

    Reply answer(LoggedRequest request) {
        Optional<Reply> known = known(request);
        Reply reply = known.orElseGet(() -> unknown(request));
        return known.isPresent() && reply.status() >= 400 ? refused(request, reply) : reply;
    }

    /** Says on the console that a request is refused, and returns the answer. */
    static Reply refused(LoggedRequest request, Reply reply) {
        LOG.log(Level.DEBUG, () -> "Refused: " + inShort(request) + " -> " + reply.status() + " " + reply.text());
        return reply;
    }

    // The route comes before the token: a wrong path must not hide behind a wrong token.
    private Optional<Reply> known(LoggedRequest request) {
        return find(request, open)
                .map(route -> answer(request, route))
                .or(() -> find(request, forTokens)
                        .map(route -> auth.lets(request)
                                ? answer(request, route)
                                : Reply.error(401, "Token is invalid or has expired", request)));
    }

    // As Anaplan answers what it has not; a 5xx would be repeated.
    private Reply unknown(LoggedRequest request) {
        boolean isOtherMethod = routes().stream().anyMatch(route -> route.isAt(request.path()));
        Reply reply = isOtherMethod ? Reply.error(405, "Method Not Allowed", request) : Reply.notFound(request);
        log.addUnscripted(request);
        LOG.log(
                Level.WARNING,
                "The fake Anaplan has no answer to " + inShort(request) + ", and says " + reply.status() + ".");
        return reply;
    }

    private static String inShort(LoggedRequest request) {
        String line = request.line();
        return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "…";
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
