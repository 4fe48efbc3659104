package io.github.anaplan4j.docs.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.anaplan4j.AnaplanTask;
import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.MalformedResponseException;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.testkit.Fault;
import io.github.anaplan4j.testkit.Scenario;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Bodies that no client expects, over real HTTP: each ends in the documented error. */
class BadAnswersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FEIGN      | '{\"task\":{\"taskState\":\"COMPL'",
                "FEIGN      | 'no JSON'",
                "FEIGN      | '<html>Sign in</html>'",
                "FEIGN      | ''",
                "HTTPCLIENT | '{\"task\":{\"taskState\":\"COMPL'",
                "HTTPCLIENT | 'no JSON'",
                "HTTPCLIENT | '<html>Sign in</html>'",
                "HTTPCLIENT | ''"
            })
    void aBodyThatIsNoStatus(EachTransport transport, String body) {
        try (Fixture fixture = new Fixture(transport)) {
            AnaplanTask task = fixture.task(Scenario.complete());
            fixture.fake.faults().inject(Fault.json(200, body));

            MalformedResponseException error = catchThrowableOfType(MalformedResponseException.class, task::status);

            assertThat(error.body()).isEqualTo(body);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBodyOfAHundredMegabytes(EachTransport transport) {
        try (Fixture fixture = new Fixture(transport)) {
            AnaplanTask task = fixture.task(Scenario.complete());
            fixture.fake.faults().inject(Fault.largeBody(100_000_000));

            MalformedResponseException error = catchThrowableOfType(MalformedResponseException.class, task::status);

            assertThat(error).hasMessageContaining("longer than 8388608 bytes");
            assertThat(error.body()).isEqualTo(" "); // the start of a body of blanks, shortened
        }
    }

    @ParameterizedTest
    @EnumSource
    void anErrorWithABodyOfAHundredMegabytes(EachTransport transport) {
        try (Fixture fixture = new Fixture(transport)) {
            AnaplanTask task = fixture.task(Scenario.complete());
            fixture.fake.faults().inject(Fault.answer(500, Map.of(), new byte[100_000_000]));

            AnaplanApiException error = catchThrowableOfType(AnaplanApiException.class, task::status);

            assertThat(error.status()).isEqualTo(500);
            assertThat(error.body().length()).isLessThanOrEqualTo(2_000);
        }
    }

    /** As much as 256 KiB of it is read, in one header or in many, and no more than a buffer beyond. */
    @ParameterizedTest
    @EnumSource
    void aHeadThatWouldFillTheMemory(EachTransport transport) {
        byte[] body = "{\"task\":{\"taskState\":\"COMPLETE\"}}".getBytes(StandardCharsets.UTF_8);
        try (Fixture fixture = new Fixture(transport)) {
            AnaplanTask task = fixture.task(Scenario.complete());
            for (int length : new int[] {255_000, 400_000}) {
                Map<String, String> many = IntStream.range(0, length / 1_000)
                        .boxed()
                        .collect(Collectors.toMap(i -> "X-Header-%04d".formatted(i), i -> "x".repeat(984)));
                for (Map<String, String> headers : List.of(Map.of("X-Long", "x".repeat(length)), many)) {
                    fixture.fake.faults().inject(Fault.answer(200, headers, body));
                    TransportException error = catchThrowableOfType(TransportException.class, task::status);
                    if (length < 256 * 1024) {
                        assertThat(error).isNull();
                    } else {
                        assertThat(error.kind()).isEqualTo(TransportException.Kind.CONNECTION_LOST);
                        assertThat(error)
                                .hasMessageContaining("head has no end")
                                .hasMessageNotContaining("xxx");
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBodyThatIsCutShortOnTheWire(EachTransport transport) {
        try (Fixture fixture = new Fixture(transport)) {
            AnaplanTask task = fixture.task(Scenario.complete());
            fixture.fake.faults().inject(Fault.cutMidBody("{\"task\":{\"taskState\":\"COMPLETE\"}}".getBytes(), 12));

            TransportException error = catchThrowableOfType(TransportException.class, task::status);

            assertThat(error.kind()).isEqualTo(TransportException.Kind.CONNECTION_LOST);
        }
    }
}
