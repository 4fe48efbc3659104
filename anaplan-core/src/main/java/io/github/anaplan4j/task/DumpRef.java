package io.github.anaplan4j.task;

import io.github.anaplan4j.internal.base.StoredText;
import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Names a failure dump: the rows that an import rejected or had warnings for.
 *
 * <p>It is plain data like {@link TaskRef}: it prints to one line and parses back.
 *
 * <p>Two runs of one import inside one process have one dump, of which Anaplan keeps the last.
 *
 * @param task the task
 * @param objectId the id of the import inside the task's process, or null for the dump of the task itself
 */
public record DumpRef(TaskRef task, @Nullable String objectId) implements Serializable {
    private static final String OWN = "/dump";
    private static final String OF_STEP = "/dumps/";

    /**
     * Checks the id.
     *
     * @param task the task
     * @param objectId the id of the import inside the task's process, or null for the dump of the task itself
     * @throws IllegalArgumentException if the object id is empty or could change the path of a URL
     */
    public DumpRef {
        Objects.requireNonNull(task, "task");
        if (objectId != null) {
            Ids.check("object id", objectId);
        }
    }

    /**
     * Names the dump that one step of a task announces.
     *
     * @param task the task
     * @param step the result of an action inside it
     * @return its own dump; empty if it has none, as a step that has steps inside it, or one whose id leads nowhere
     */
    public static Optional<DumpRef> ofStep(TaskRef task, TaskResult step) {
        return step.failureDumpAvailable() && step.nestedResults().isEmpty() && Ids.isId(step.objectId())
                ? Optional.of(new DumpRef(task, step.objectId()))
                : Optional.empty();
    }

    /**
     * Reads what {@link #toString} wrote.
     *
     * <p>Blanks, line ends, a byte order mark and quotes around it do not matter.
     *
     * @param text the line
     * @return the dump that the line names
     * @throws IllegalArgumentException if it is not such a line
     */
    public static DumpRef parse(String text) {
        String line = StoredText.line(text);
        int step = line.lastIndexOf(OF_STEP);
        if (step >= 0) {
            return new DumpRef(TaskRef.parse(line.substring(0, step)), line.substring(step + OF_STEP.length()));
        }
        if (line.endsWith(OWN)) {
            return new DumpRef(TaskRef.parse(line.substring(0, line.length() - OWN.length())), null);
        }
        throw new IllegalArgumentException("Not a failure dump: \"" + line
                + "\". It is the line of a task followed by /dump, or by /dumps/ and the id of a step.");
    }

    /**
     * {@return a name for a file with this dump, such as {@code 112000000003-5B882A63.csv}}
     *
     * <p>It is made of the two ids. Only their letters, digits, dots, hyphens and underscores are kept, so that the
     * name cannot leave a directory whatever the server says.
     */
    public String fileName() {
        String object = objectId == null ? task.action().actionId() : objectId;
        return safe(object) + "-" + safe(task.taskId()) + ".csv";
    }

    private static String safe(String id) {
        String safe = id.replaceAll("[^A-Za-z0-9._-]", "_").replaceFirst("^[.-]+", "_");
        return safe.substring(0, Math.min(100, safe.length()));
    }

    /** {@return the task's line followed by {@code /dump}, or by {@code /dumps/} and the step's id} */
    @Override
    public String toString() {
        return task + (objectId == null ? OWN : OF_STEP + objectId);
    }
}
