package io.github.anaplan4j.testkit.standalone;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The jar that is built, as a process of its own. */
final class StandaloneProgram {
    private static final Pattern BASE_URL = Pattern.compile("Base URL of the API: +(http://\\S+)/2/0");

    private StandaloneProgram() {}

    /** Starts it in a folder, in which the file {@code err} has then what it complains of. */
    static Process start(Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                System.getProperty("standalone.jar")));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(folder.resolve("err").toFile()) // a stream could not be read after the end
                .start();
    }

    /** Waits until it says where it is. */
    static String url(BufferedReader out) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            Matcher url = BASE_URL.matcher(line);
            if (url.matches()) {
                return url.group(1);
            }
        }
        throw new AssertionError("The program ended without saying where it is");
    }
}
