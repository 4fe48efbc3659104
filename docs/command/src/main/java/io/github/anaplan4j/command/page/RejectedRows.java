package io.github.anaplan4j.command.page;

import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.report.DumpRow;
import io.github.anaplan4j.report.DumpRows;
import io.github.anaplan4j.report.TaskReport;
import io.github.anaplan4j.task.DumpRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The first rejected rows of an import.
 *
 * @param dump where they are from
 * @param columns their columns
 * @param rows the first of them
 * @param isAll whether there are no more
 * @param trouble why they could not be read; empty if they could
 */
public record RejectedRows(DumpRef dump, List<String> columns, List<List<String>> rows, boolean isAll, String trouble) {
    private static final int MOST = 20;

    /**
     * Reads the first rows of each dump of a run.
     *
     * @param report how it ended
     * @param client asks for the dumps
     * @return the rows of each dump
     */
    public static List<RejectedRows> of(TaskReport report, AnaplanClient client) {
        return report.outcome().dumps().stream().map(dump -> of(dump, client)).toList();
    }

    private static RejectedRows of(DumpRef dump, AnaplanClient client) {
        try {
            Optional<DumpRows> found = client.failureDump(dump).rows();
            if (found.isEmpty()) {
                return new RejectedRows(dump, List.of(), List.of(), true, "Anaplan has no dump of them any more.");
            }
            try (DumpRows rows = found.get()) {
                List<List<String>> first = new ArrayList<>();
                while (rows.hasNext() && first.size() < MOST) {
                    DumpRow row = rows.next();
                    first.add(row.values());
                }
                return new RejectedRows(dump, rows.columns(), first, !rows.hasNext(), "");
            }
        } catch (AnaplanException failed) {
            return new RejectedRows(dump, List.of(), List.of(), true, String.valueOf(failed.getMessage()));
        }
    }
}
