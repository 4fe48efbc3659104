package io.github.anaplan4j.docs.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a program in a JVM of its own, with the class path of the tests. */
final class ForkedJava {
    private ForkedJava() {}

    /**
     * @param options for the JVM
     * @param program the class with the main method
     * @param arguments for the program
     * @return what it printed, errors included
     */
    static String run(List<String> options, Class<?> program, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-cp");
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(program.getName());
        command.addAll(List.of(arguments));
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
