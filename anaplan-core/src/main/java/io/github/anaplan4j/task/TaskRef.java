package io.github.anaplan4j.task;

import io.github.anaplan4j.internal.base.StoredText;
import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names a run of an action.
 *
 * <p>It is plain data that says all there is to know to watch, cancel or examine the task from anywhere. It prints to
 * one line, which is the path of the task under Anaplan's API base, and {@link #parse} reads that line back. So a
 * program can store the line, and another process can resume.
 *
 * @param action the action that was started; a task id is known only beneath the action that created it
 * @param taskId the id of the run
 */
public record TaskRef(ActionRef action, String taskId) implements Serializable {
    // What may stand before a line, as in a URL, and the line, which has seven slashes.
    private static final Pattern BEHIND = Pattern.compile("(.*/)((?:[^/]*/){7}[^/]*)");

    /**
     * Checks the id.
     *
     * @param action the action that was started
     * @param taskId the id of the run
     * @throws IllegalArgumentException if the id is empty or could change the path of a URL
     */
    public TaskRef {
        Objects.requireNonNull(action, "action");
        Ids.check("task id", taskId);
    }

    /**
     * Names a task of a process.
     *
     * @param workspaceId the workspace's id
     * @param modelId the model's id
     * @param processId the process's id
     * @param taskId the task's id
     * @return the task
     * @throws IllegalArgumentException if an id is empty or could change the path of a URL
     */
    public static TaskRef ofProcess(String workspaceId, String modelId, String processId, String taskId) {
        return new ModelRef(workspaceId, modelId).process(processId).task(taskId);
    }

    /**
     * Reads what {@link #toString} printed.
     *
     * <p>Blanks, line ends, a byte order mark and quotes around it do not matter.
     *
     * @param text {@code workspaces/W/models/M/processes/P/tasks/T}, or with {@code imports}, {@code exports} or
     *     {@code actions} in place of {@code processes}
     * @return the task
     * @throws IllegalArgumentException if the text is not of that form
     */
    public static TaskRef parse(String text) {
        return read(StoredText.line(text)).orElseThrow(() -> notATask(text));
    }

    private static Optional<TaskRef> read(String line) {
        String[] parts = line.split("/", -1);
        if (parts.length != 8
                || !parts[0].equals("workspaces")
                || !parts[2].equals("models")
                || !parts[6].equals("tasks")) {
            return Optional.empty();
        }
        return ActionKind.ofCollection(parts[4])
                .map(kind -> new ActionRef(new ModelRef(parts[1], parts[3]), kind, parts[5]).task(parts[7]));
    }

    // The host of a whole URL is not taken for granted: it may be of another region than the client's.
    private static IllegalArgumentException notATask(String text) {
        Matcher behind = BEHIND.matcher(StoredText.line(text));
        boolean isUrl = behind.matches() && read(behind.group(2)).isPresent();
        return new IllegalArgumentException("Not a task: \"" + text + "\". "
                + (isUrl ? "Cut off \"" + behind.group(1) + "\" at its beginning. " : "")
                + "Expected workspaces/W/models/M/processes/P/tasks/T, or imports, exports or actions for"
                + " processes.");
    }

    /** {@return the action's model} */
    public ModelRef model() {
        return action.model();
    }

    /** {@return the one-line form that {@link #parse} reads} */
    @Override
    public String toString() {
        return action + "/tasks/" + taskId;
    }
}
