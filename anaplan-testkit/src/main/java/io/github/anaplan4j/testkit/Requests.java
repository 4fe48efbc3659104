package io.github.anaplan4j.testkit;

import io.github.anaplan4j.task.TaskRef;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Which requests something happens to, or is said of. They can be combined: {@code polls().and(of(task))}. */
public final class Requests {
    private static final String ACTION = Route.MODEL + "/(?:processes|imports|exports|actions)/[^/]+";

    private Requests() {}

    /** {@return whatever comes} */
    public static Predicate<RecordedRequest> any() {
        return request -> true;
    }

    /** {@return requests that start an action} */
    public static Predicate<RecordedRequest> starts() {
        return to("POST", ACTION + "/tasks");
    }

    /** {@return requests for the status of a task} */
    public static Predicate<RecordedRequest> polls() {
        return to("GET", ACTION + "/tasks/[^/]+");
    }

    /** {@return requests that cancel a task} */
    public static Predicate<RecordedRequest> cancels() {
        return to("DELETE", ACTION + "/tasks/[^/]+");
    }

    /** {@return requests for the tasks of an action} */
    public static Predicate<RecordedRequest> taskLists() {
        return to("GET", ACTION + "/tasks");
    }

    /** {@return requests for actions: which there are, and what is inside one} */
    public static Predicate<RecordedRequest> definitions() {
        return to("GET", Route.MODEL + "/(?:processes|imports|exports|actions)(?:/[^/]+)?");
    }

    /** {@return requests for failure dumps and their chunks} */
    public static Predicate<RecordedRequest> dumps() {
        return to("GET", ACTION + "/tasks/[^/]+/dumps?(?:/.*)?");
    }

    /** {@return requests that read or write files} */
    public static Predicate<RecordedRequest> files() {
        return to("[A-Z]+", Route.MODEL + "/files(?:/.*)?");
    }

    /** {@return requests to the authentication service and the OAuth service} */
    public static Predicate<RecordedRequest> logins() {
        return to("[A-Z]+", "/(?:token|oauth)/.*");
    }

    /**
     * @param task a task
     * @return whatever is asked about that task, or done to it
     */
    public static Predicate<RecordedRequest> of(TaskRef task) {
        String path = "/2/0/" + task;
        return request -> request.path().equals(path) || request.path().startsWith(path + "/");
    }

    /**
     * @param method a regular expression for the method, such as {@code GET|DELETE}
     * @param path a regular expression for the whole path, as it comes, without the query
     * @return requests that match both
     */
    public static Predicate<RecordedRequest> to(String method, String path) {
        Pattern methods = Pattern.compile(method);
        Pattern paths = Pattern.compile(path);
        return request -> methods.matcher(request.method()).matches()
                && paths.matcher(request.path()).matches();
    }
}
