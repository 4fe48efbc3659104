package io.github.anaplan4j.machines;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A worker in a JVM of its own, and what it says that it does. */
final class Machine implements AutoCloseable {
    private final List<String> command;
    private final Set<String> starting = new HashSet<>();
    private final Set<String> polling = new HashSet<>();
    private Process process;

    Machine(String... arguments) {
        command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Worker.class.getName()));
        command.addAll(List.of(arguments));
    }

    void start() throws IOException {
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Process started = process;
        Thread reader = new Thread(() -> listen(started), "listens to a machine");
        reader.setDaemon(true);
        reader.start();
    }

    private void listen(Process started) {
        try (BufferedReader lines = started.inputReader(StandardCharsets.UTF_8)) {
            lines.lines().forEach(this::take);
        } catch (UncheckedIOException | IOException killed) {
            // as planned
        }
    }

    private synchronized void take(String line) {
        String[] words = line.split(" ");
        switch (words[0]) {
            case "starting" -> starting.add(words[1]);
            case "started" -> starting.remove(words[1]);
            case "polling" -> polling.add(words[1]);
            case "polled" -> polling.remove(words[1]);
            default -> {}
        }
        notifyAll();
    }

    synchronized boolean isStarting(String name) {
        return starting.contains(name);
    }

    synchronized boolean isPolling(String name) {
        return polling.contains(name);
    }

    /** Kills it as {@code kill -9} does, when no start but that one is under way: of others nobody could tell. */
    synchronized void kill(String name) throws InterruptedException {
        while (!Set.of(name).containsAll(starting)) {
            wait();
        }
        process.destroyForcibly();
        process.waitFor();
        starting.clear();
        polling.clear();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
