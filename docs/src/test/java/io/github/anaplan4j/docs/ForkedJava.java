package io.github.anaplan4j.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Runs programs in a JVM of their own, of the version that the tests run on. */
public final class ForkedJava {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    // For those that are over before a better compiler would be done.
    private static final List<String> SHORT_LIVED = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private ForkedJava() {}

    /**
     * Runs a program with the class path of the tests.
     *
     * @param options for the JVM
     * @param program the class with the main method
     * @param arguments for the program
     * @return what it printed, errors included
     */
    public static String run(List<String> options, Class<?> program, String... arguments) throws Exception {
        return finished(command(options, program, arguments));
    }

    /**
     * Runs a program with the class path of the tests, and kills it as {@code kill -9} does.
     *
     * @param when is told each line that it prints, errors included, and says whether to kill it there
     * @param program the class with the main method
     * @param arguments for the program
     */
    public static void killed(Predicate<String> when, Class<?> program, String... arguments) throws Exception {
        Process java = start(command(SHORT_LIVED, program, arguments));
        try (BufferedReader lines = java.inputReader(StandardCharsets.UTF_8)) {
            String line = lines.readLine();
            while (line != null && !when.test(line)) {
                line = lines.readLine();
            }
        } finally {
            java.destroyForcibly().waitFor();
        }
    }

    /**
     * Runs a program with the class path of the tests, which must succeed, and listens to it.
     *
     * @param lines is told each line that it prints, errors included, at once
     * @param program the class with the main method
     * @param arguments for the program
     */
    public static void heard(Consumer<String> lines, Class<?> program, String... arguments) throws Exception {
        Process java = start(command(SHORT_LIVED, program, arguments));
        try (BufferedReader output = java.inputReader(StandardCharsets.UTF_8)) {
            output.lines().forEach(lines);
            assertThat(java.waitFor()).isZero();
        } finally {
            java.destroyForcibly();
        }
    }

    /**
     * Makes the command line of a program with the class path of the tests.
     *
     * @param options for the JVM
     * @param program the class with the main method
     * @param arguments for the program
     * @return the command line
     */
    public static List<String> command(List<String> options, Class<?> program, String... arguments) {
        List<String> all = new ArrayList<>(options);
        all.add(0, JAVA);
        all.add("-cp");
        all.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        all.add(program.getName());
        all.addAll(List.of(arguments));
        return all;
    }

    private static Process start(List<String> command) throws IOException {
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /**
     * Runs {@code java}, which must succeed.
     *
     * @param arguments what follows it on the command line
     * @return what it printed, errors included
     */
    public static String run(List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(arguments);
        command.add(0, JAVA);
        return finished(command);
    }

    /**
     * Runs a command, which must succeed.
     *
     * @param command the command line
     * @return what it printed, errors included
     */
    public static String finished(List<String> command) throws Exception {
        Process java = start(command);
        try {
            java.getOutputStream().close();
            String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(java.waitFor()).as(output).isZero();
            return output;
        } finally {
            java.destroyForcibly();
        }
    }
}
