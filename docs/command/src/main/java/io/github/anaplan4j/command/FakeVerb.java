package io.github.anaplan4j.command;

import io.github.anaplan4j.testkit.standalone.Main;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** Starts a fake Anaplan on this machine. */
@Command(
        name = "fake",
        header = "Starts a fake Anaplan on this machine, until Ctrl-C.",
        description = "%nIt takes the options of the standalone fake: see anaplan fake --help.")
final class FakeVerb implements Callable<Integer> {
    @Unmatched
    private List<String> arguments = new ArrayList<>();

    FakeVerb() {}

    @Override
    public Integer call() {
        Main.main(arguments.toArray(String[]::new));
        return 0;
    }
}
