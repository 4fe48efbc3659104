package io.github.anaplan4j.command;

import io.github.anaplan4j.command.setup.Surroundings;
import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.testkit.FakeAnaplan;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs the command in this JVM, with an environment and a home of its own. */
final class Shell {
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private String in = "";
    private final Path home;
    private final TimeSource time;

    Shell(Path home, TimeSource time) {
        this.home = home;
        this.time = time;
    }

    /** {@return a shell whose environment names a fake, its model and a token} */
    static Shell to(FakeAnaplan fake, Path home, TimeSource time) {
        return new Shell(home, time)
                .with("ANAPLAN_API_URL", fake.url())
                .with("ANAPLAN_AUTH_URL", fake.authUrl())
                .with("ANAPLAN_WORKSPACE", fake.model().workspaceId())
                .with("ANAPLAN_MODEL", fake.model().modelId())
                .with("ANAPLAN_TOKEN", fake.token());
    }

    Shell with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Shell without(String variable) {
        environment.remove(variable);
        return this;
    }

    Shell typing(String text) {
        in = text;
        return this;
    }

    int run(String... arguments) {
        out.reset();
        err.reset();
        Surroundings surroundings = new Surroundings(
                Map.copyOf(environment),
                home,
                new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                null,
                time);
        return new Anaplan(surroundings).execute(List.of(arguments));
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
