package io.github.anaplan4j.command;

import io.github.anaplan4j.command.setup.Surroundings;
import io.github.anaplan4j.error.StartUncertainException;
import io.github.anaplan4j.error.WatchGivenUpException;
import io.github.anaplan4j.task.TaskRef;
import java.io.PrintWriter;
import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;

/** The command {@code anaplan}. */
@Command(
        name = "anaplan",
        mixinStandardHelpOptions = true,
        versionProvider = Anaplan.Version.class,
        description = {
            "Runs Anaplan's processes, imports, exports and other actions, and tells truthfully how they ended.",
            "Not affiliated with Anaplan, Inc."
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RunVerb.class,
            WatchVerb.class,
            StatusVerb.class,
            CancelVerb.class,
            TasksVerb.class,
            ListVerb.class,
            DumpVerb.class,
            DownloadVerb.class,
            UploadVerb.class,
            LoginVerb.class,
            DoctorVerb.class,
            FakeVerb.class,
            RecordVerb.class,
            AutoComplete.GenerateCompletion.class,
            ManPageVerb.class,
            CommandLine.HelpCommand.class
        })
public final class Anaplan {
    private final Surroundings surroundings;

    Anaplan(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * Runs the command and ends the program with its exit code.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        logWarnings();
        System.exit(new Anaplan(Surroundings.ofThisProcess()).execute(List.of(arguments)));
    }

    // What the library warns of belongs on the screen; -Dorg.slf4j.simpleLogger.defaultLogLevel=debug shows more.
    private static void logWarnings() {
        String level = "org.slf4j.simpleLogger.defaultLogLevel";
        System.setProperty(level, System.getProperty(level, "warn"));
    }

    /**
     * Runs the command.
     *
     * @param arguments the command line
     * @return the exit code
     */
    int execute(List<String> arguments) {
        CommandLine line = commandLine(this);
        line.setOut(new PrintWriter(surroundings.out(), true));
        line.setErr(new PrintWriter(surroundings.err(), true));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpAutoWidth(true);
        line.setParameterExceptionHandler(Anaplan::misused);
        line.setExecutionExceptionHandler(this::failed);
        return line.execute(arguments.toArray(String[]::new));
    }

    Surroundings surroundings() {
        return surroundings;
    }

    /** {@return the command line, to look at} */
    static CommandLine commandLine() {
        return commandLine(new Anaplan(Surroundings.ofThisProcess()));
    }

    private static CommandLine commandLine(Anaplan anaplan) {
        CommandLine line = new CommandLine(anaplan);
        describeExitCodes(line);
        return line;
    }

    private static void describeExitCodes(CommandLine line) {
        line.getCommandSpec().exitCodeOnInvalidInput(ExitCode.USAGE.number());
        line.getCommandSpec().exitCodeOnUsageHelp(0);
        line.getCommandSpec().usageMessage().exitCodeListHeading("%nExit codes:%n");
        line.getCommandSpec().usageMessage().exitCodeList(ExitCode.meanings());
        line.getSubcommands().values().forEach(Anaplan::describeExitCodes);
    }

    private static int misused(ParameterException misuse, String[] arguments) {
        CommandLine line = misuse.getCommandLine();
        line.getErr().println(misuse.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(misuse, line.getErr());
        line.getErr().println("Try: " + line.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE.number();
    }

    private int failed(Exception failure, CommandLine line, CommandLine.ParseResult parsed) {
        ExitCode code = ExitCode.of(failure);
        String message = (failure.getMessage() == null ? failure.toString() : failure.getMessage())
                + (failure instanceof StartUncertainException
                        ? " On this command line: once somebody has looked, --settle forgets it and starts anew."
                        : "");
        if (line.getCommand() instanceof Verb verb) {
            TaskRef task = failure instanceof WatchGivenUpException gaveUp ? gaveUp.task() : null;
            verb.failed(surroundings, message, code, task);
        } else {
            line.getErr().println(message);
        }
        return code.number();
    }

    /** Tells the version of the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Anaplan.class.getPackage().getImplementationVersion();
            return new String[] {"anaplan " + (version == null ? "of an unknown version" : version)};
        }
    }
}
