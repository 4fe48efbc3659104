package io.github.anaplan4j.testkit;

import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.testkit.server.ApiPaths;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Matchers of requests, for faults and for the journal. They can be combined: {@code polls().and(of(task))}. */
public final class RequestMatchers {
    private RequestMatchers() {}

    /** {@return whatever comes} */
    public static Predicate<RecordedRequest> any() {
        return request -> true;
    }

    /** {@return requests that start an action} */
    public static Predicate<RecordedRequest> starts() {
        return to("POST", ApiPaths.ACTION + "/tasks");
    }

    /** {@return requests for the status of a task} */
    public static Predicate<RecordedRequest> polls() {
        return to("GET", ApiPaths.TASK);
    }

    /** {@return requests that cancel a task} */
    public static Predicate<RecordedRequest> cancels() {
        return to("DELETE", ApiPaths.TASK);
    }

    /** {@return requests for the tasks of an action} */
    public static Predicate<RecordedRequest> taskLists() {
        return to("GET", ApiPaths.ACTION + "/tasks");
    }

    /** {@return requests for actions: which there are, and what is inside one} */
    public static Predicate<RecordedRequest> definitions() {
        return to("GET", ApiPaths.ACTIONS + "(?:/[^/]+)?");
    }

    /** {@return requests for failure dumps and their chunks} */
    public static Predicate<RecordedRequest> dumps() {
        return to("GET", ApiPaths.TASK + "/dumps?(?:/.*)?");
    }

    /** {@return requests that read or write files} */
    public static Predicate<RecordedRequest> files() {
        return to("[A-Z]+", ApiPaths.MODEL + "/files(?:/.*)?");
    }

    /** {@return requests to the authentication service and the OAuth service} */
    public static Predicate<RecordedRequest> logins() {
        return to("[A-Z]+", "/(?:token|oauth)/.*");
    }

    /**
     * Matches whatever is asked about a task, or done to it.
     *
     * @param task which task
     * @return the matcher
     */
    public static Predicate<RecordedRequest> of(TaskRef task) {
        String path = "/2/0/" + Objects.requireNonNull(task, "task");
        return request -> request.path().equals(path) || request.path().startsWith(path + "/");
    }

    /**
     * Matches requests by method and path.
     *
     * @param method a regular expression for the method, such as {@code GET|DELETE}
     * @param path a regular expression for the whole path, as in {@link RecordedRequest#path}
     * @return the matcher
     */
    public static Predicate<RecordedRequest> to(String method, String path) {
        Pattern methods = Pattern.compile(method);
        Pattern paths = Pattern.compile(path);
        return request -> methods.matcher(request.method()).matches()
                && paths.matcher(request.path()).matches();
    }
}
