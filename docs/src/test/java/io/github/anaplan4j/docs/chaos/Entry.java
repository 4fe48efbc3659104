package io.github.anaplan4j.docs.chaos;

import io.github.anaplan4j.task.TaskRef;
import java.time.Duration;

/**
 * A request, as the server has it in its journal.
 *
 * @param at when it came, by the server's clock, since its start
 * @param program which client sent it
 * @param method its method
 * @param path its path
 * @param token the token in its header {@code Authorization}; empty if it has none
 * @param rest all else that came with it
 * @param fault what it met with; empty if with nothing
 * @param isElsewhere whether it came to another address than the server's
 */
record Entry(
        Duration at,
        String program,
        String method,
        String path,
        String token,
        String rest,
        String fault,
        boolean isElsewhere) {
    boolean isPoll() {
        return method.equals("GET") && path.matches(".*/tasks/[^/]+");
    }

    boolean isCancel() {
        return method.equals("DELETE") && path.matches(".*/tasks/[^/]+");
    }

    /** {@return whether it reads the dump of a task, or its list of chunks} */
    boolean isOfTheDumpOf(TaskRef task) {
        return path.contains("/" + task + "/dump");
    }

    /** {@return the text of the task that it is about} */
    String task() {
        return path.substring(path.indexOf("workspaces/"));
    }

    /** {@return all but the token, which is another one each time} */
    String withoutToken() {
        return at + " " + program + " " + method + " " + path + (fault.isEmpty() ? "" : " met " + fault)
                + (isElsewhere ? " elsewhere" : "");
    }
}
