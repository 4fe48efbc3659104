package io.github.anaplan4j.transport.feign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AnswerHeadTest {
    private static final int LONGEST = 256 * 1024;
    private static final String START = "HTTP/1.1 200 OK\r\nX-Long: ";
    private static final String END = "\r\n\r\n";

    @Test
    void aHeadMayHave256KibibytesAndNotOneMore() throws IOException {
        int rest = LONGEST - START.length() - END.length();

        assertThat(AnswerHead.read(head(rest)).values("X-Long")).containsExactly("x".repeat(rest));
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> AnswerHead.read(head(rest + 1)))
                .withMessage("the answer's head has no end");
    }

    private static InputStream head(int value) {
        return new ByteArrayInputStream((START + "x".repeat(value) + END).getBytes(StandardCharsets.ISO_8859_1));
    }
}
