package io.github.anaplan4j.docs;

import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.TransportSettings;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.ProcessStep;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.testkit.Scenario;
import io.github.anaplan4j.transport.feign.FeignTransport;
import io.github.anaplan4j.transport.httpclient.ApacheHttpTransport;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The options of the command line.
 *
 * <p>They are {@code --transport httpclient|feign} and {@code --scenario complete|rejected-rows|failed|cancelled}.
 *
 * @param transport the transport to use
 * @param scenario what the fake's task does, or null if the command line does not say
 */
record Options(Transport transport, @Nullable Ending scenario) {
    enum Transport {
        HTTPCLIENT(ApacheHttpTransport::create),
        FEIGN(FeignTransport::create);

        private final Function<TransportSettings, HttpTransport> factory;

        Transport(Function<TransportSettings, HttpTransport> factory) {
            this.factory = factory;
        }

        HttpTransport create() {
            return factory.apply(TransportSettings.defaults());
        }

        @Override
        public String toString() {
            return flag(this);
        }
    }

    enum Ending {
        COMPLETE(Scenario.completeWithProcessDetails(), Step.CLEAR),
        REJECTED_ROWS(Scenario.completeWithRejectedRows(), Step.EMPLOYEES),
        FAILED(Scenario.failed(), Step.CLEAR, Step.EMPLOYEES, Step.PRICES, Step.PUBLISH),
        CANCELLED(Scenario.cancelled(), Step.CLEAR, Step.EMPLOYEES);

        private final Scenario scenario;
        private final ProcessStep[] steps;

        Ending(Scenario scenario, ProcessStep... steps) {
            this.scenario = scenario;
            this.steps = steps;
        }

        /** The steps that the scenarios' results belong to. */
        private static final class Step {
            static final ProcessStep CLEAR = new ProcessStep("117000000015", "Clear list", "DELETE_BY_SELECTION");
            static final ProcessStep EMPLOYEES = new ProcessStep("112000000003", "Load employees", "IMPORT");
            static final ProcessStep PRICES = new ProcessStep("112000000009", "Load prices", "IMPORT");
            static final ProcessStep PUBLISH = new ProcessStep("116000000001", "Publish", "EXPORT");
        }

        /** Starts a task that ends in this way. */
        TaskRef start(FakeAnaplan fake) {
            Scenario run = scenario.lasting(Duration.ofSeconds(8));
            ActionRef process = fake.givenProcess("118000000002", "Nightly load", run, steps);
            TaskRef task = process.task("5B882A63A2BF4A7B9D8C8C2B0C7E4F11");
            fake.tasks().start(task, run);
            return task;
        }
    }

    static Options parse(List<String> args) {
        Transport transport = Transport.HTTPCLIENT;
        Ending scenario = null;
        for (int i = 0; i < args.size(); i += 2) {
            String value = i + 1 < args.size() ? args.get(i + 1) : "";
            switch (args.get(i)) {
                case "--transport" -> transport = choose("--transport", value, Transport.values());
                case "--scenario" -> scenario = choose("--scenario", value, Ending.values());
                default ->
                    throw new IllegalArgumentException("Unknown option " + args.get(i) + ". Use --transport "
                            + flags(Transport.values()) + " and --scenario " + flags(Ending.values()) + ".");
            }
        }
        return new Options(transport, scenario);
    }

    private static <E extends Enum<E>> E choose(String option, String value, E[] choices) {
        return Arrays.stream(choices)
                .filter(choice -> flag(choice).equals(value))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        option + " takes one of " + flags(choices) + ", not \"" + value + "\"."));
    }

    private static String flags(Enum<?>[] choices) {
        return Arrays.stream(choices).map(Options::flag).collect(Collectors.joining("|"));
    }

    private static String flag(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
