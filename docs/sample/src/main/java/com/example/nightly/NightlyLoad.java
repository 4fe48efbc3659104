package com.example.nightly;

import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.task.DumpRef;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.TaskOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Runs the process that loads the day's sales, and keeps the rows that Anaplan rejected. */
public final class NightlyLoad {
    private final AnaplanClient anaplan;
    private final ModelRef model;
    private final Path rejectedRows;

    /**
     * Makes a load of one model.
     *
     * @param anaplan the client of Anaplan; not closed here
     * @param model the model with the process
     * @param rejectedRows the directory for the rejected rows
     */
    public NightlyLoad(AnaplanClient anaplan, ModelRef model, Path rejectedRows) {
        this.anaplan = anaplan;
        this.model = model;
        this.rejectedRows = rejectedRows;
    }

    /**
     * Runs the process once.
     *
     * @return what to tell the team in the morning
     * @throws IOException if the rejected rows cannot be saved
     */
    public String run() throws IOException {
        TaskOutcome outcome = anaplan.model(model.workspaceId(), model.modelId())
                .processNamed("Nightly load")
                .run(Duration.ofHours(2));
        Files.createDirectories(rejectedRows);
        for (DumpRef dump : outcome.dumps()) {
            anaplan.failureDump(dump).saveTo(rejectedRows.resolve(dump.fileName()));
        }
        return outcome.fold(
                succeeded -> "All rows are in.",
                withRejectedRows -> "Some rows were rejected; see " + rejectedRows + ".",
                failed -> anaplan.report(failed).toString(),
                cancelled -> "Cancelled by " + cancelled.cancelledBy().orElse("somebody") + ".");
    }
}
