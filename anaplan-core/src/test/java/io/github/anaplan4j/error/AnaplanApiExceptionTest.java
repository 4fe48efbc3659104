package io.github.anaplan4j.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnaplanApiExceptionTest {
    @Test
    void notFoundSaysAllThreeMeanings() {
        AnaplanApiException error = new AnaplanApiException("GET /2/0/models/X", 404, "Not Found", null, "");

        assertThat(error)
                .hasMessageContaining("GET /2/0/models/X was answered with 404 (\"Not Found\")")
                .hasMessageContaining("does not exist")
                .hasMessageContaining("may not see it")
                .hasMessageContaining("host is that of another region");
    }

    @Test
    void anyStatusHasAMeaning() {
        for (int status = 300; status < 600; status++) {
            AnaplanApiException error = new AnaplanApiException("GET /", status, null, null, "");
            assertThat(error.getMessage())
                    .startsWith("GET / was answered with " + status + ": ")
                    .endsWith(".");
        }
    }
}
