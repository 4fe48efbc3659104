package io.github.anaplan4j.testkit.standalone;

import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.testkit.time.FastTime;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.logging.LogManager;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The program: a fake that is there until it is stopped. */
@Command(
        name = "java -jar anaplan-testkit-standalone.jar",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = "A fake Anaplan on this machine, for tools in any language. Not affiliated with Anaplan, Inc.",
        footer = {
            "",
            "Ends with 0 after --help and the like, with 1 if there can be no such fake, with 2 on wrong options."
        })
public final class Main implements Callable<Integer> {
    private static final int REQUESTS_TO_KEEP = 1_000;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--port",
            defaultValue = "8080",
            description = "The port; 0 for a free one. ${DEFAULT-VALUE} if it is not said.")
    private int port;

    @Option(
            names = "--listen",
            defaultValue = "127.0.0.1",
            description = "The address, such as 0.0.0.0 in a container. Whoever reaches it can use the fake."
                    + " ${DEFAULT-VALUE}, which none but this machine reaches, if it is not said.")
    private InetAddress address;

    @Option(
            names = "--factor",
            defaultValue = "1",
            description = "How much faster its time goes, from 0.001 to 10,000,000: with 60, a minute of its tasks"
                    + " is a second.")
    private double factor;

    @Option(names = "--example", description = "Prints the scenario file that is used if none is named, and ends.")
    private boolean isExampleWanted;

    @Parameters(
            arity = "0..1",
            paramLabel = "scenarios.yaml",
            description = "Its users, models and actions, and how they go. Without it there is an example.")
    private @Nullable Path file;

    private Main() {}

    /**
     * Runs the program.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"anaplan-testkit " + (version == null ? "of an unknown version" : version)};
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        if (port < 0 || port > 65_535) {
            throw new ParameterException(
                    spec.commandLine(), "--port takes a number from 0 to 65535, and not " + port + ".");
        }
        if (isExampleWanted) {
            out.print(example());
            out.flush();
            return 0;
        }
        FastTime time = time();
        tellOnTheConsole();
        try (FakeAnaplan fake = start(time, scenarios())) {
            if (!address.isLoopbackAddress()) {
                err.println("WARNING: It listens on " + address.getHostAddress() + ", beyond this machine. Whoever"
                        + " reaches it can use it, without TLS.");
            }
            out.println("A fake Anaplan is there until you stop it, with Ctrl+C.");
            out.println("To see and steer its tasks, open " + fake.authUrl() + "/");
            out.println("Base URL of the API:          " + fake.url());
            out.println("Base URL of logins and OAuth: " + fake.authUrl());
            out.flush();
            new CountDownLatch(1).await();
            return 0;
        } catch (ScenarioFileException wrong) {
            err.println(wrong.getMessage());
        } catch (IllegalArgumentException wrong) {
            err.println(wrong.getMessage());
        } catch (UncheckedIOException taken) {
            err.println(taken.getMessage() + ". Choose another port with --port, or 0 for a free one; --listen takes an"
                    + " address of this machine.");
        }
        return 1;
    }

    // Tools wait for the port and log in at once: none may be answered before the users are there.
    private FakeAnaplan start(FastTime time, Consumer<FakeAnaplan> scenarios) {
        return FakeAnaplan.start(time, new InetSocketAddress(address, port), fake -> {
            scenarios.accept(fake);
            fake.journal().keepOnlyLast(REQUESTS_TO_KEEP);
            fake.servePage();
        });
    }

    private FastTime time() {
        try {
            return FastTime.times(factor);
        } catch (IllegalArgumentException outOfRange) {
            throw new ParameterException(spec.commandLine(), "--factor: " + outOfRange.getMessage());
        }
    }

    // A line for each request that is refused or unknown, which the testkit logs.
    private static void tellOnTheConsole() {
        try (InputStream in = Main.class.getResourceAsStream("logging.properties")) {
            LogManager.getLogManager().readConfiguration(in);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private Consumer<FakeAnaplan> scenarios() throws ScenarioFileException {
        if (file == null) {
            return ScenarioFile.read("example.yaml", example(), Path.of(""));
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(NamedFile.read(file)))
                    .toString();
            if (text.indexOf(0) >= 0) { // UTF-16, which may pass for it
                throw new CharacterCodingException();
            }
            return ScenarioFile.read(file.toString(), text, file.resolveSibling(""));
        } catch (NoSuchFileException missing) {
            throw new ScenarioFileException(file + ": There is no such file. --example prints one to begin with.");
        } catch (CharacterCodingException other) {
            throw new ScenarioFileException(file + ": The file is not in UTF-8. Save it so.");
        } catch (IOException unreadable) {
            throw new ScenarioFileException(file + ": The file cannot be read: " + NamedFile.why(unreadable) + ".");
        }
    }

    private static String example() {
        try (InputStream in = Main.class.getResourceAsStream("example.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
