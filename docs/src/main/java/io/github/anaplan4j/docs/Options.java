package io.github.anaplan4j.docs;

import io.github.anaplan4j.testkit.Scenario;
import io.github.anaplan4j.transport.HttpTransport;
import io.github.anaplan4j.transport.TransportSettings;
import io.github.anaplan4j.transport.feign.FeignTransport;
import io.github.anaplan4j.transport.httpclient.ApacheHttpTransport;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The command line: {@code --transport httpclient|feign} and {@code --scenario complete|rejected-rows|failed|cancelled}.
 *
 * @param transport which transport to use
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
        COMPLETE(Scenario::completeWithProcessDetails),
        REJECTED_ROWS(Scenario::completeWithRejectedRows),
        FAILED(Scenario::failed),
        CANCELLED(Scenario::cancelled);

        private final Supplier<Scenario> scenario;

        Ending(Supplier<Scenario> scenario) {
            this.scenario = scenario;
        }

        Scenario scenario() {
            return scenario.get();
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
