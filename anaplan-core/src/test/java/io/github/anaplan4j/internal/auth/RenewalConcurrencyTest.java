package io.github.anaplan4j.internal.auth;

import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.port.IssuedToken;
import io.github.anaplan4j.spi.AuthToken;
import io.github.anaplan4j.spi.Standstill;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Test;

/** Two whose token was rejected, in any interleaving of them and the login. */
class RenewalConcurrencyTest {
    @Test
    void theyLogInOnceAndShareTheToken() {
        Lincheck.runConcurrentTest(100, RenewalConcurrencyTest::bothAreRejected);
    }

    private static void bothAreRejected() {
        AtomicInteger logins = new AtomicInteger();
        RenewingTokenSource tokens = new RenewingTokenSource(
                valid -> new IssuedToken(new AuthToken("token-" + logins.incrementAndGet()), null),
                Duration.ofDays(1),
                new Lifecycle(),
                new Standstill());
        AuthToken rejected = tokens.token();
        AuthToken[] renewed = new AuthToken[2];
        Thread other = new Thread(() -> renewed[1] = tokens.renewed(rejected));
        other.start();
        renewed[0] = tokens.renewed(rejected);
        try {
            other.join();
        } catch (InterruptedException never) {
            throw new AssertionError(never);
        }
        if (logins.get() != 2 || !renewed[0].equals(renewed[1])) {
            throw new AssertionError(logins + " logins");
        }
    }
}
