package io.github.anaplan4j.command;

import io.github.anaplan4j.command.doctor.Doctor;
import io.github.anaplan4j.command.doctor.Doctor.Result;
import io.github.anaplan4j.command.doctor.Finding;
import io.github.anaplan4j.command.setup.Settings;
import io.github.anaplan4j.command.show.Display;
import io.github.anaplan4j.command.show.Json;
import io.github.anaplan4j.task.ActionKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Finds out why something does not work. */
@Command(
        name = "doctor",
        header = "Finds out why something does not work, without starting anything.",
        description = "%nGoes the way of a request, from the settings to the action, a line each with its cure.%n")
final class DoctorVerb extends Verb {
    @Option(
            names = {"-k", "--kind"},
            paramLabel = "KIND",
            defaultValue = "process",
            description = "The kind of --action; ${DEFAULT-VALUE} if it is not said.")
    private ActionKind kind = ActionKind.PROCESS;

    @Option(names = "--action", paramLabel = "ACTION", description = "The name or id of an action to look for.")
    private @Nullable String action;

    @Option(names = "--file", paramLabel = "FILE", description = "The name or id of a file of the model to look for.")
    private @Nullable String file;

    @Option(
            names = "--report",
            paramLabel = "FILE.md",
            description = "Where the findings are written for others: no ids, names, addresses or secrets in it.")
    private @Nullable Path report;

    DoctorVerb() {}

    @Override
    ExitCode execute(Settings settings, Display display) throws IOException {
        List<Result> results = new ArrayList<>();
        try (Doctor doctor = new Doctor(settings, new Doctor.Wanted(kind, action, file))) {
            Doctor.Verdict verdict = doctor.examine(result -> {
                results.add(result);
                tell(result);
            });
            if (report != null) {
                java.nio.file.Files.writeString(report, redacted(results, doctor.answers()));
                display.note("The report is in " + report + ".");
            }
            return switch (verdict) {
                case WELL -> ExitCode.SUCCEEDED;
                case SETTINGS -> ExitCode.USAGE;
                case WAY -> ExitCode.NOT_DONE;
                case CREDENTIALS -> ExitCode.BAD_CREDENTIALS;
            };
        }
    }

    private void tell(Result result) {
        Finding finding = result.finding();
        if (output().isJson()) {
            Json.line(surroundings().out(), json -> {
                json.writeStringProperty("check", result.name());
                json.writeStringProperty("state", finding.state().name());
                json.writeStringProperty("finding", finding.words());
                json.writeStringProperty("cure", finding.cure());
            });
            return;
        }
        surroundings()
                .out()
                .printf(
                        "%-8s%-12s %s%s%n",
                        finding.state().name(),
                        result.name(),
                        finding.words(),
                        finding.cure().isEmpty() ? "" : "  -> " + finding.cure());
    }

    private static String redacted(List<Result> results, List<String> answers) {
        StringBuilder text = new StringBuilder("# anaplan doctor\n\n| check | state | finding |\n|---|---|---|\n");
        results.forEach(result -> text.append("| " + result.name() + " | "
                + result.finding().state() + " | " + result.finding().gist() + " |\n"));
        if (!answers.isEmpty()) {
            text.append("\nWhat the answers tell of the API:\n\n");
            answers.forEach(answer -> text.append("- " + answer + "\n"));
        }
        return text.toString();
    }
}
