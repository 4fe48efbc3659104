package io.github.anaplan4j.testkit.server;

import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.testkit.server.RunResult.Detail;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An action inside a script and how it ends.
 *
 * @param kind its kind
 * @param name its name
 * @param type Anaplan's name for what it does
 * @param id its id; null for one that is made of its kind and its place
 * @param totalRows how many rows it loads; 0 if nothing is said of them
 * @param rejectedRows how many of them it rejects
 * @param failure why it fails, in Anaplan's words; null if it does not
 * @param failureType Anaplan's name for that
 */
public record ScriptedStep(
        ActionKind kind,
        String name,
        String type,
        @Nullable String id,
        int totalRows,
        int rejectedRows,
        @Nullable String failure,
        String failureType) {
    static final String ACTION_FAILED = "actionFailed";

    private static final List<String> COUNTS = List.of(
            "successRowCount",
            "successCreateCount",
            "successUpdateCount",
            "warningsRowCount",
            "warningsCreateCount",
            "warningsUpdateCount",
            "totalRowCount",
            "totalCreateCount",
            "totalUpdateCount",
            "failedCount",
            "ignoredCount",
            "invalidCount",
            "createdCount",
            "updatedCount",
            "renamedCount");

    /**
     * Returns a step that goes well.
     *
     * @param kind its kind
     * @param name its name
     * @param type Anaplan's name for what it does
     * @return a step that goes well
     */
    public static ScriptedStep of(ActionKind kind, String name, String type) {
        return new ScriptedStep(kind, name, type, null, 0, 0, null, "");
    }

    /**
     * Returns this step, which rejects rows.
     *
     * @param rejected how many
     * @param total of how many
     * @return this step, which rejects rows
     */
    public ScriptedStep rejecting(int rejected, int total) {
        return new ScriptedStep(kind, name, type, id, total, rejected, failure, failureType);
    }

    /**
     * Returns this step, which fails.
     *
     * @param why Anaplan's words
     * @return this step, which fails
     */
    public ScriptedStep failing(String why) {
        return failing(why, ACTION_FAILED);
    }

    /**
     * Returns this step, which fails.
     *
     * @param why Anaplan's words
     * @param errorType Anaplan's name for that
     * @return this step, which fails
     */
    public ScriptedStep failing(String why, String errorType) {
        return new ScriptedStep(kind, name, type, id, totalRows, rejectedRows, why, errorType);
    }

    /**
     * Returns this step with an id of its own.
     *
     * @param newId the id
     * @return this step with an id of its own
     */
    public ScriptedStep withId(String newId) {
        return new ScriptedStep(kind, name, type, newId, totalRows, rejectedRows, failure, failureType);
    }

    boolean isFailing() {
        return failure != null;
    }

    private boolean hasDump() {
        return rejectedRows > 0;
    }

    /** Returns what the definition of a process calls this kind of step. */
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

    RunResult result(@Nullable String objectId, RunResult.@Nullable Times times) {
        return new RunResult(objectId, !isFailing(), hasDump(), times, details(), List.of());
    }

    private List<Detail> details() {
        if (failure != null) {
            return List.of(new Detail(failure, failureType, List.of()));
        }
        return kind == ActionKind.IMPORT ? List.of(rows(name, rejectedRows, totalRows)) : List.of();
    }

    /** Returns the detail of an import of a hierarchy: every count that Anaplan has, as a string. */
    static Detail rows(String hierarchy, int rejected, int total) {
        Map<String, Integer> told = Map.of(
                "successRowCount",
                total - rejected,
                "successUpdateCount",
                total - rejected,
                "totalRowCount",
                total,
                "totalUpdateCount",
                total,
                "updatedCount",
                total - rejected,
                "failedCount",
                rejected);
        List<@Nullable String> values = new ArrayList<>(List.of("hierarchyName", hierarchy));
        COUNTS.forEach(count -> values.addAll(List.of(count, Integer.toString(told.getOrDefault(count, 0)))));
        return new Detail(
                rejected + " of " + total + " rows failed",
                rejected > 0 ? "hierarchyRowsProcessedWithFailures" : "hierarchyRowsProcessed",
                values);
    }

    /** Returns the rows that it rejects, as Anaplan's failure dumps have them. */
    byte[] dump() {
        StringBuilder csv = new StringBuilder("_Status_,Code,Name,_Line_,_Error_1_\n");
        for (int row = 1; row <= rejectedRows; row++) {
            csv.append(String.format(Locale.ROOT, "E,R-%03d,Row %d,%d,The parent does not exist\n", row, row, row + 1));
        }
        return csv.toString().getBytes(StandardCharsets.UTF_8);
    }
}
