package io.github.anaplan4j.testkit.server;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One kind of request that the fake can answer.
 *
 * @param method its method
 * @param path its path, undecoded
 * @param handler answers it
 */
record Route(String method, Pattern path, Handler handler) {
    interface Handler {
        /**
         * Answers a request.
         *
         * @throws IllegalArgumentException if what stands in the path is no id of anything
         */
        Reply answer(MatchResult path, LoggedRequest request);
    }

    Route(String method, String path, Handler handler) {
        this(method, Pattern.compile(path), handler);
    }

    boolean matches(String requested, String at) {
        return method.equals(requested) && isAt(at);
    }

    boolean isAt(String requested) {
        return path.matcher(requested).matches();
    }

    Reply answer(LoggedRequest request) {
        Matcher matcher = path.matcher(request.path());
        if (!matcher.matches()) {
            throw new IllegalStateException("Not a request for " + this);
        }
        return handler.answer(matcher, request);
    }

    /** Returns what stands in a part of the path, decoded. */
    static String id(MatchResult path, int group) {
        return URLDecoder.decode(path.group(group).replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
