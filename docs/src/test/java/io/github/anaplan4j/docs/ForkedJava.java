package io.github.anaplan4j.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs programs in a JVM of their own, of the version that the tests run on. */
public final class ForkedJava {
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
        List<String> all = new ArrayList<>(options);
        all.add("-cp");
        all.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        all.add(program.getName());
        all.addAll(List.of(arguments));
        return run(all);
    }

    /**
     * Runs {@code java}, which must succeed.
     *
     * @param arguments what follows it on the command line
     * @return what it printed, errors included
     */
    public static String run(List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(arguments);
        command.add(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
        Process java = new ProcessBuilder(command).redirectErrorStream(true).start();
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
