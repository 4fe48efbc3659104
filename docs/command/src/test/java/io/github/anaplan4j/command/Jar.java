package io.github.anaplan4j.command;

import io.github.anaplan4j.testkit.FakeAnaplan;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the packaged command in a process of its own, with a home of its own. */
final class Jar {
    private final Path home;
    private final Map<String, String> environment;
    private String more = "";

    Jar(FakeAnaplan fake, Path home) {
        this.home = home;
        this.environment = new HashMap<>(Map.of(
                "ANAPLAN_API_URL", fake.url(),
                "ANAPLAN_AUTH_URL", fake.authUrl(),
                "ANAPLAN_WORKSPACE", fake.model().workspaceId(),
                "ANAPLAN_MODEL", fake.model().modelId(),
                "ANAPLAN_TOKEN", fake.token(),
                "ANAPLAN_POLLING_FLOOR", "200ms",
                "ANAPLAN_STATE_DIRECTORY", home.resolve("state").toString()));
    }

    /** Sets a variable of the environment. */
    void with(String variable, String value) {
        environment.put(variable, value);
    }

    /** Adds a folder to the class path. */
    Jar with(Path folder) {
        more = File.pathSeparator + folder;
        return this;
    }

    /** Starts the command; what it says is in the files {@code out} and {@code err} of the home. */
    Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("anaplan.jar") + more,
                "io.github.anaplan4j.command.Anaplan"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(home.resolve("out").toFile())
                .redirectError(home.resolve("err").toFile())
                .directory(home.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("ANAPLAN_") || name.startsWith("XDG_"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Runs the command to its end. */
    int run(String... arguments) throws IOException, InterruptedException {
        return end(start(arguments));
    }

    static int end(Process process) throws InterruptedException {
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("The command did not end within a minute.");
        }
        return process.exitValue();
    }

    String out() throws IOException {
        return Files.readString(home.resolve("out"));
    }

    String err() throws IOException {
        return Files.readString(home.resolve("err"));
    }
}
