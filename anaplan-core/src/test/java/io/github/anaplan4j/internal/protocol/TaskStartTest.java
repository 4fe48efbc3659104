package io.github.anaplan4j.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.internal.base.BaseUrl;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.base.Timeouts;
import io.github.anaplan4j.internal.port.ClientTokens;
import io.github.anaplan4j.internal.port.Departure;
import io.github.anaplan4j.internal.port.FakeTokens;
import io.github.anaplan4j.internal.port.TokenRejectedException;
import io.github.anaplan4j.spi.AuthToken;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.ManualTime;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.spi.TransportResponse;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.task.StartOptions;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Whether a start has left. */
class TaskStartTest {
    private static final ActionRef ACTION = new ModelRef("8a81", "75A4").process("118");
    private static final AuthToken TOKEN = new AuthToken("a-token-made-for-this-test");
    private static final String STARTED = "{\"task\":{\"taskId\":\"5B88\"}}";
    private static final RuntimeException NO_VAULT = new IllegalStateException("no vault today");

    private final ManualTime time = new ManualTime();
    private final Lifecycle lifecycle = new Lifecycle();
    private final Departure departure = new Departure();
    private final List<TransportRequest> requests = new ArrayList<>();

    @Test
    void aStartThatIsAnsweredHasLeft() {
        assertThat(start(FakeTokens.of(() -> TOKEN), request -> answer(200, STARTED)))
                .isNull();

        assertThat(departure.hasLeft()).isTrue();
    }

    @Test
    void aTaskIsBelievedWhateverElseItsAnswerSays() {
        byte[] task = STARTED.getBytes(StandardCharsets.UTF_8);
        Map<String, List<String>> part = Map.of("Content-Range", List.of("bytes 0-9/100"));
        for (int status : new int[] {200, 201, 206}) {
            assertThat(start(
                            FakeTokens.of(() -> TOKEN),
                            request -> new TransportResponse(status, part, new ByteArrayInputStream(task), () -> {})))
                    .as("%s", status)
                    .isNull();
        }
    }

    @Test
    void aStartWithoutATokenHasNot() {
        ClientTokens noToken = FakeTokens.of(() -> {
            throw NO_VAULT;
        });

        assertThat(start(noToken, request -> answer(200, STARTED))).isSameAs(NO_VAULT);

        assertThat(departure.hasLeft()).isFalse();
        assertThat(requests).isEmpty();
    }

    @Test
    void aStartOfAClientThatIsClosedHasNot() {
        lifecycle.beginClosing();
        lifecycle.endClosing();

        assertThat(start(FakeTokens.of(() -> TOKEN), request -> answer(200, STARTED)))
                .isInstanceOf(IllegalStateException.class);

        assertThat(departure.hasLeft()).isFalse();
        assertThat(requests).isEmpty();
    }

    @Test
    void whateverTheTransportThrowsItHasLeft() {
        Throwable failure = start(FakeTokens.of(() -> TOKEN), request -> {
            throw new IllegalStateException("an interceptor of the user's");
        });

        assertThat(failure).isNotNull();
        assertThat(departure.hasLeft()).isTrue();
    }

    @Test
    void aStartWhoseTokenIsRejectedIsNotSentAgainByItself() {
        ClientTokens another = renewing(() -> new AuthToken("another-token"));

        assertThat(start(another, request -> answer(401, "")))
                .isInstanceOf(TokenRejectedException.class)
                .hasCauseInstanceOf(AnaplanApiException.class);

        assertThat(requests).hasSize(1);
        assertThat(departure.hasLeft()).isTrue();
    }

    @Test
    void whereThereIsNoOtherTokenTheRejectionIsTold() {
        assertThat(start(renewing(() -> TOKEN), request -> answer(401, "")))
                .isInstanceOfSatisfying(
                        AnaplanApiException.class,
                        rejection -> assertThat(rejection.status()).isEqualTo(401));
        assertThat(requests).hasSize(1);
    }

    @Test
    void aLoginThatFailsDoesNotHideTheRejection() {
        ClientTokens noOther = renewing(() -> {
            throw NO_VAULT;
        });

        assertThat(start(noOther, request -> answer(401, "")))
                .isInstanceOf(AnaplanApiException.class)
                .hasSuppressedException(NO_VAULT);
        assertThat(requests).hasSize(1);
    }

    private static ClientTokens renewing(Supplier<AuthToken> renewal) {
        return FakeTokens.renewing(TOKEN, renewal);
    }

    private Throwable start(ClientTokens tokens, Function<TransportRequest, TransportResponse> answers) {
        TaskApi api = new TaskSession(tokens, answers).api();
        return catchThrowable(() -> api.start(ACTION, StartOptions.defaults(), departure));
    }

    private static TransportResponse answer(int status, String body) {
        return new TransportResponse(
                status, Map.of(), new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), () -> {});
    }

    /** The resource over a transport that answers by a function. */
    private final class TaskSession implements HttpTransport {
        private final ClientTokens tokens;
        private final Function<TransportRequest, TransportResponse> answers;

        TaskSession(ClientTokens tokens, Function<TransportRequest, TransportResponse> answers) {
            this.tokens = tokens;
            this.answers = answers;
        }

        TaskApi api() {
            return new TaskApi(new ApiSession(
                    BaseUrl.of("https://api.anaplan.com/2/0"), this, tokens, Timeouts.defaults(), lifecycle, time));
        }

        @Override
        public TransportResponse execute(TransportRequest request) {
            requests.add(request);
            return answers.apply(request);
        }

        @Override
        public void close() {}
    }
}
