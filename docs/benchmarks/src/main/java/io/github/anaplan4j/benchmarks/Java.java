package io.github.anaplan4j.benchmarks;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A program in a JVM of its own, which is this one's. What it says on standard error is shown. */
final class Java implements AutoCloseable {
    private final Class<?> program;
    private final Process process;
    private final BufferedReader said;

    /**
     * Starts a program.
     *
     * @param options those of the JVM, without a class path
     * @param classPath where its classes are
     * @param program the class with the main method
     * @param arguments its arguments
     * @throws IOException if it cannot be started
     */
    Java(List<String> options, List<Path> classPath, Class<?> program, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.add("-Dslf4j.internal.verbosity=ERROR"); // or it would say that there is no logging
        command.addAll(options);
        command.add("-cp");
        command.add(classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        command.add(program.getName());
        Arrays.stream(arguments).map(Object::toString).forEach(command::add);
        this.program = program;
        this.process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        this.said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** {@return the id of its process} */
    long pid() {
        return process.pid();
    }

    /** {@return the next line that the program says} */
    String line() throws IOException {
        String line = said.readLine();
        if (line == null) {
            throw new IOException(program + " ended before it said what was expected");
        }
        return line;
    }

    /** {@return the lines that the program says until it ends} */
    Stream<String> lines() {
        return said.lines();
    }

    /** Waits until the program has ended, and fails if it ended badly. */
    void await() throws IOException, InterruptedException {
        int status = process.waitFor();
        if (status != 0) {
            throw new IOException(program + " ended with status " + status);
        }
    }

    /** Ends the program. */
    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** {@return where the classes of the benchmarks are, and all that they use} */
    static List<Path> classPath() {
        if (Java.class.getClassLoader() instanceof URLClassLoader loader) { // as Maven runs them
            return Arrays.stream(loader.getURLs()).map(Java::path).toList();
        }
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .toList();
    }

    /** {@return the jar or folder that a class comes from} */
    static Path origin(Class<?> type) {
        return path(type.getProtectionDomain().getCodeSource().getLocation());
    }

    private static Path path(URL location) {
        try {
            return Path.of(location.toURI());
        } catch (URISyntaxException unusual) {
            throw new IllegalStateException(unusual);
        }
    }
}
