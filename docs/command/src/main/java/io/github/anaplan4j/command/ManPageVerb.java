package io.github.anaplan4j.command;

import io.github.anaplan4j.command.setup.Surroundings;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParentCommand;

/** Prints the page for {@code man}, made from what the help is made from. */
@Command(
        name = "generate-man-page",
        mixinStandardHelpOptions = true,
        header = "Prints the page for man: anaplan generate-man-page > /usr/local/share/man/man1/anaplan.1")
final class ManPageVerb implements Callable<Integer> {
    @ParentCommand
    private @Nullable Anaplan anaplan;

    ManPageVerb() {}

    @Override
    public Integer call() {
        Surroundings surroundings = anaplan.surroundings();
        print(Anaplan.commandLine(), surroundings.out());
        surroundings.out().flush();
        return 0;
    }

    private static void print(CommandLine line, PrintStream out) {
        out.println(".TH ANAPLAN 1 \"\" \""
                + escaped(String.join("", line.getCommandSpec().version())) + "\"");
        out.println(".SH NAME\nanaplan \\- runs Anaplan's actions, and tells truthfully how they ended");
        out.println(".SH SYNOPSIS\n.B anaplan\n.I COMMAND\n.RI [ options ]");
        out.println(".SH DESCRIPTION");
        for (String paragraph : line.getCommandSpec().usageMessage().description()) {
            out.println(".PP\n" + escaped(paragraph));
        }
        out.println(".SH COMMANDS");
        for (Map.Entry<String, CommandLine> verb : line.getSubcommands().entrySet()) {
            print(verb.getValue().getCommandSpec(), out);
        }
        out.println(".SH EXIT STATUS");
        ExitCode.meanings().forEach((code, meaning) -> out.println(".TP\n.B " + code + "\n" + escaped(meaning)));
        out.println(".SH FILES\n.TP\n.I ~/.config/anaplan4j/profiles.properties\nThe profiles.");
        out.println(".TP\n.I ~/.local/state/anaplan4j\nWhat outlives a run.");
        out.println(".SH NOTES\nNot affiliated with Anaplan, Inc.");
    }

    private static void print(CommandSpec verb, PrintStream out) {
        if (verb.usageMessage().hidden()) {
            return;
        }
        out.println(".SS " + escaped(synopsis(verb)));
        for (String header : verb.usageMessage().header()) {
            out.println(escaped(header));
        }
        for (String paragraph : verb.usageMessage().description()) {
            out.println(".PP\n" + escaped(plain(paragraph)));
        }
        verb.positionalParameters()
                .forEach(parameter -> item(parameter.paramLabel(), String.join(" ", parameter.description()), out));
        for (OptionSpec option : verb.options()) {
            String value = option.arity().max() == 0 ? "" : " " + option.paramLabel();
            item(String.join(", ", option.names()) + value, String.join(" ", option.description()), out);
        }
    }

    private static String synopsis(CommandSpec verb) {
        return verb.positionalParameters().stream()
                .map(parameter -> " " + parameter.paramLabel())
                .collect(Collectors.joining("", verb.qualifiedName(), ""));
    }

    private static void item(String what, String words, PrintStream out) {
        out.println(".TP\n.B " + escaped(what) + "\n" + escaped(plain(words)));
    }

    private static String plain(String words) {
        return words.replace("%n", "")
                .replace("%%", "%")
                .replaceAll("\\$\\{[A-Z-]*}", "a usual one")
                .strip();
    }

    // A line that begins with a dot or a quote is a command of roff.
    private static String escaped(String text) {
        return text.replace("\\", "\\e")
                .replace("-", "\\-")
                .replaceAll("(?m)^([.'])", "\\\\&$1")
                .replaceAll("\\R", " ");
    }
}
