package io.github.anaplan4j.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.internal.base.Timeouts;
import io.github.anaplan4j.internal.port.ContentRef;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.ManualTime;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.spi.TransportResponse;
import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.FileRef;
import io.github.anaplan4j.task.ModelRef;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that has another page after each page. */
class EndlessListTest {
    private static final ModelRef MODEL = new ModelRef("8a81", "75A4");
    private static final Timeouts TIMEOUTS = Timeouts.defaults();
    private static final int FAR_TOO_MANY = 1_000;

    private final ManualTime time = new ManualTime();
    private final List<TransportRequest> requests = new ArrayList<>();

    private enum EachList {
        TASKS(session -> new TaskApi(session).list(MODEL.process("118"), Duration.ofDays(1))),
        CHUNKS(session -> new ContentApi(session).chunkIds(new ContentRef.OfFile(new FileRef(MODEL, "113")))),
        FILES(session -> new DefinitionApi(session).files(MODEL)),
        PROCESSES(session -> new DefinitionApi(session).actions(MODEL, ActionKind.PROCESS)),
        IMPORTS(session -> new DefinitionApi(session).actions(MODEL, ActionKind.IMPORT));

        private final Consumer<ApiSession> read;

        EachList(Consumer<ApiSession> read) {
            this.read = read;
        }
    }

    @ParameterizedTest
    @EnumSource
    void noListTakesLongerThanTenMinutes(EachList list) {
        TransportException tooLong = catchThrowableOfType(TransportException.class, () -> list.read.accept(session()));

        assertThat(tooLong.kind()).isEqualTo(TransportException.Kind.TIMEOUT);
        assertThat(tooLong).hasMessageContaining("the list did not end within PT10M");
        assertThat(time.passed())
                .isBetween(Duration.ofMinutes(10), Duration.ofMinutes(10).plusSeconds(7));
        assertThat(requests.get(0).callTimeout())
                .as("read or transfer")
                .isEqualTo(list == EachList.CHUNKS || list == EachList.FILES ? TIMEOUTS.transfer() : TIMEOUTS.read());
        assertThat(requests.get(requests.size() - 1).callTimeout())
                .as("none may take longer than what is left")
                .isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void aCallersOwnLimitIsShorter() {
        TransportException tooLong = catchThrowableOfType(
                TransportException.class,
                () -> new TaskApi(session()).list(MODEL.process("118"), Duration.ofMinutes(1)));

        assertThat(tooLong).hasMessageContaining("within PT1M");
        assertThat(requests).hasSize(9);
    }

    private ApiSession session() {
        return Sessions.over(new Endless(), time);
    }

    /** Takes seven seconds for each page. */
    private final class Endless implements HttpTransport {
        @Override
        public TransportResponse execute(TransportRequest request) {
            requests.add(request);
            assertThat(requests).as("a list without end").hasSizeLessThan(FAR_TOO_MANY);
            time.pass(Duration.ofSeconds(7));
            String row = "[{\"id\":\"" + requests.size() + "\",\"taskId\":\"T" + requests.size() + "\",\"name\":\"\"}]";
            String page = "{\"meta\":{\"paging\":{\"totalSize\":1000000}},\"tasks\":" + row + ",\"chunks\":" + row
                    + ",\"files\":" + row + ",\"processes\":" + row + ",\"imports\":" + row + "}";
            return new TransportResponse(
                    200, Map.of(), new ByteArrayInputStream(page.getBytes(StandardCharsets.UTF_8)), () -> {});
        }

        @Override
        public void close() {}
    }
}
