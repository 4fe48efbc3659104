package io.github.anaplan4j.testkit.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.anaplan4j.spi.Timer;
import io.github.anaplan4j.testkit.FakeAnaplan;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FastTimeTest {
    private static final double HOUR_IN_A_MILLISECOND = 3_600_000;

    private final FastTime time = FastTime.times(HOUR_IN_A_MILLISECOND);

    @Test
    void anHourPassesInAMillisecondForWhoeverWaitsOrLooks() throws InterruptedException {
        Instant before = time.now();
        long nanos = time.nanoTime();

        time.sleep(Duration.ofHours(1));

        assertThat(Duration.between(before, time.now())).isGreaterThanOrEqualTo(Duration.ofHours(1));
        assertThat(time.nanoTime() - nanos)
                .isGreaterThanOrEqualTo(Duration.ofHours(1).toNanos());
    }

    @Test
    void aTimerGoesOffInTheSameTime() throws InterruptedException {
        CountDownLatch rung = new CountDownLatch(1);
        try (Timer timer = time.newTimer("fast")) {
            timer.schedule(Duration.ofHours(1), rung::countDown);
            assertThat(rung.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aFakeRunsThroughElevenMinutesWhileAClientWaitsForReal() throws InterruptedException {
        try (FakeAnaplan fake = FakeAnaplan.start(time)) {
            Instant started = fake.now();
            time.sleep(Duration.ofMinutes(11));
            assertThat(Duration.between(started, fake.now())).isGreaterThanOrEqualTo(Duration.ofMinutes(11));
        }
    }

    @Test
    void aTokenLivesByTheClockOfItsClientWhicheverThatIs() throws Exception {
        try (FakeAnaplan fake = FakeAnaplan.start(time)) {
            fake.logins().givenUser("ada@example.com");
            String login = Base64.getEncoder().encodeToString("ada@example.com:any".getBytes(StandardCharsets.UTF_8));
            String answer = send(fake, "POST", "/token/authenticate", "Basic " + login, 201);
            Matcher token = Pattern.compile("\"tokenValue\":\"([^\"]+)\"").matcher(answer);
            assertThat(token.find()).isTrue();

            time.sleep(Duration.ofHours(10)); // of which a client on the wall clock knows nothing

            String authorization = "AnaplanAuthToken " + token.group(1);
            send(fake, "GET", "/2/0/users/me", authorization, 200);
            send(fake, "POST", "/token/refresh", authorization, 200);
        }
    }

    private static String send(FakeAnaplan fake, String method, String path, String authorization, int status)
            throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(fake.authUrl() + path))
                .method(method, BodyPublishers.noBody())
                .header("Authorization", authorization)
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return answer.body();
    }

    @Test
    void timeDoesNotStandStillOrRunBackwards() {
        for (double factor : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY, 1e300, 1e-300}) {
            assertThatIllegalArgumentException().isThrownBy(() -> FastTime.times(factor));
        }
    }
}
