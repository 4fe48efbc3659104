package io.github.anaplan4j.testkit;

import io.github.anaplan4j.task.ActionKind;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An action of a {@link Scenario} and how it ends: an import, an export, a deletion or another action, inside a process or by
 * itself. Immutable.
 */
public final class Step {
    private final ActionKind kind;
    private final String name;
    private final String type;
    private final @Nullable String id;
    private final int totalRows;
    private final int rejectedRows;
    private final @Nullable String failure;
    private final String failureType;

    private Step(
            ActionKind kind,
            String name,
            String type,
            @Nullable String id,
            int totalRows,
            int rejectedRows,
            @Nullable String failure,
            String failureType) {
        this.kind = kind;
        this.name = Objects.requireNonNull(name, "name");
        this.type = type;
        this.id = id;
        this.totalRows = totalRows;
        this.rejectedRows = rejectedRows;
        this.failure = failure;
        this.failureType = failureType;
    }

    private static Step of(ActionKind kind, String name, String type) {
        return new Step(kind, name, type, null, 0, 0, null, "");
    }

    /**
     * @param name the import's name
     * @return an import of a hierarchy that loads whatever there is
     */
    public static Step importing(String name) {
        return of(ActionKind.IMPORT, name, "HIERARCHY_DATA");
    }

    /**
     * @param name the export's name
     * @return an export
     */
    public static Step exporting(String name) {
        return of(ActionKind.EXPORT, name, "TABULAR_MULTI_COLUMN");
    }

    /**
     * @param name the action's name
     * @return a deletion
     */
    public static Step deleting(String name) {
        return of(ActionKind.ACTION, name, "DELETE_BY_SELECTION");
    }

    /**
     * @param rejected how many rows it rejects
     * @param total of how many
     * @return this import, which rejects rows, goes through all the same, and has a dump of as many rows
     * @throws IllegalArgumentException if it rejects more rows than there are, or less than none
     * @throws IllegalStateException if this is no import
     */
    public Step rejecting(int rejected, int total) {
        if (kind != ActionKind.IMPORT) {
            throw new IllegalStateException("\"" + name + "\" is no import, so it cannot reject rows.");
        }
        if (rejected < 0 || rejected > total) {
            throw new IllegalArgumentException("Of " + total + " rows, " + rejected + " cannot be rejected.");
        }
        return new Step(kind, name, type, id, total, rejected, failure, failureType);
    }

    /**
     * @param why Anaplan's words, such as {@code The file to be imported is no longer available}
     * @return this action, which fails; of a process no later step is run
     */
    public Step failing(String why) {
        return failing(why, "actionFailed");
    }

    /**
     * @param why Anaplan's words
     * @param errorType Anaplan's name for that, such as {@code uploadedFileNoLongerAvailable}
     * @return this action, which fails; of a process no later step is run
     */
    public Step failing(String why, String errorType) {
        return new Step(kind, name, type, id, totalRows, rejectedRows, why, errorType);
    }

    /**
     * @param newId its id, such as {@code 112000000003}; without this it has one of its kind and its place
     * @return this action with that id
     */
    public Step withId(String newId) {
        return new Step(kind, name, type, newId, totalRows, rejectedRows, failure, failureType);
    }

    boolean isFailing() {
        return failure != null;
    }

    private boolean hasDump() {
        return rejectedRows > 0;
    }

    String name() {
        return name;
    }

    /** @return what the definition of a process calls this kind of step */
    String actionType() {
        return kind == ActionKind.ACTION ? type : kind.name();
    }

    String id(int place) {
        if (id != null) {
            return id;
        }
        int prefix = switch (kind) {
            case IMPORT -> 112;
            case EXPORT -> 116;
            case PROCESS, ACTION -> 117;
        };
        return prefix + String.format(Locale.ROOT, "%09d", place + 1);
    }

    /**
     * @param objectId the id in the result
     * @param times the members for its times, with a comma before them; empty for none
     */
    String result(String objectId, String times) {
        return "{\"objectId\":" + objectId + ",\"successful\":" + !isFailing() + ",\"failureDumpAvailable\":"
                + hasDump() + times + details() + "}";
    }

    private String details() {
        if (failure != null) {
            return ",\"details\":[{\"localMessageText\":" + Reply.quoted(failure) + ",\"occurrences\":0,\"type\":"
                    + Reply.quoted(failureType) + "}]";
        }
        if (totalRows == 0) {
            return "";
        }
        String detail = hasDump() ? "hierarchyRowsProcessedWithFailures" : "hierarchyRowsProcessed";
        return """
                ,"details":[{"localMessageText":"%d of %d rows failed","occurrences":0,"type":"%s","values":[\
                "hierarchyName",%s,"successRowCount","%d","totalRowCount","%d","failedCount","%d","ignoredCount",null]}]""".formatted(
                rejectedRows, totalRows, detail, Reply.quoted(name), totalRows - rejectedRows, totalRows, rejectedRows);
    }

    /** @return the rows that it rejects, as Anaplan's failure dumps have them */
    byte[] dump() {
        StringBuilder csv = new StringBuilder("_Status_,Code,Name,_Line_,_Error_1_\n");
        for (int row = 1; row <= rejectedRows; row++) {
            csv.append(String.format(Locale.ROOT, "E,R-%03d,Row %d,%d,The parent does not exist%n", row, row, row + 1)
                    .replace("\r", ""));
        }
        return csv.toString().getBytes(StandardCharsets.UTF_8);
    }
}
