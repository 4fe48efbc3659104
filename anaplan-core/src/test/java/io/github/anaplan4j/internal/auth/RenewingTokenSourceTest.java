package io.github.anaplan4j.internal.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.anaplan4j.Credentials;
import io.github.anaplan4j.TestTokens;
import io.github.anaplan4j.error.LoginFailedException;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.port.ClientTokens;
import io.github.anaplan4j.internal.port.IssuedToken;
import io.github.anaplan4j.spi.AuthToken;
import io.github.anaplan4j.spi.ManualTime;
import io.github.anaplan4j.spi.TokenSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RenewingTokenSourceTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final AtomicInteger logins = new AtomicInteger();
    private final ManualTime time = new ManualTime();
    private final Lifecycle lifecycle = new Lifecycle();

    @Test
    void aTokenIsKeptUntilItIsRejected() {
        TokenSource tokens = renewedBy(() -> "token-" + logins.incrementAndGet());

        AuthToken first = tokens.token();
        assertThat(tokens.token()).isEqualTo(first);
        AuthToken second = tokens.renewed(first);
        assertThat(second.value()).isEqualTo("token-2");
        assertThat(tokens.renewed(first)).as("rejected late, renewed already").isEqualTo(second);
        assertThat(logins).hasValue(2);
    }

    @Test
    void fiftyThreadsWithARejectedTokenLogInOnce() throws Exception {
        CountDownLatch allWait = new CountDownLatch(1);
        TokenSource tokens = renewedBy(() -> {
            int login = logins.incrementAndGet();
            if (login > 1) {
                awaitQuietly(allWait);
            }
            return "token-" + login;
        });
        AuthToken rejected = tokens.token();

        List<Object> results = inFiftyThreads(() -> tokens.renewed(rejected).value(), allWait);

        assertThat(results).hasSize(50).containsOnly("token-2");
        assertThat(logins).hasValue(2);
    }

    @Test
    void fiftyThreadsThatFindTheTokenExpiredRenewItOnce() throws Exception {
        CountDownLatch allWait = new CountDownLatch(1);
        TokenSource tokens = new RenewingTokenSource(
                valid -> {
                    int login = logins.incrementAndGet();
                    if (login > 1) {
                        awaitQuietly(allWait);
                    }
                    return new IssuedToken(new AuthToken("token-" + login), Duration.ofMinutes(35));
                },
                LONG,
                lifecycle,
                time);
        tokens.token();
        time.pass(Duration.ofMinutes(36));

        List<Object> results = inFiftyThreads(() -> tokens.token().value(), allWait);

        assertThat(results).hasSize(50).containsOnly("token-2");
        assertThat(logins).hasValue(2);
    }

    @Test
    void aFailedLoginFailsForAllWhoWaitedForItAndIsNotRepeatedByEach() throws Exception {
        CountDownLatch allWait = new CountDownLatch(1);
        TokenSource tokens = renewedBy(() -> {
            logins.incrementAndGet();
            awaitQuietly(allWait);
            throw new IllegalStateException("the authentication host is down");
        });

        List<Object> results = inFiftyThreads(
                () -> {
                    try {
                        return tokens.token();
                    } catch (LoginFailedException failed) {
                        return failed.getCause().getMessage();
                    }
                },
                allWait);

        assertThat(results).hasSize(50).containsOnly("the authentication host is down");
        assertThat(logins).hasValue(1);
    }

    @Test
    void aFailureIsRememberedForFiveSeconds() {
        TokenSource tokens = renewedBy(() -> {
            if (logins.incrementAndGet() == 1) {
                throw new IllegalStateException("once");
            }
            return "token";
        });

        for (int i = 0; i < 100; i++) {
            assertThatExceptionOfType(LoginFailedException.class).isThrownBy(tokens::token);
        }
        assertThat(logins).hasValue(1);
        time.pass(Duration.ofSeconds(5));
        assertThat(tokens.token().value()).isEqualTo("token");
    }

    @Test
    void whatALoginThrowsUndeclaredFailsTheLoginAndNoMore() {
        TokenSource tokens = renewedBy(() -> {
            if (logins.incrementAndGet() == 1) {
                throwUndeclared(new java.io.IOException("no network"));
            }
            return "token";
        });

        assertThatExceptionOfType(LoginFailedException.class).isThrownBy(tokens::token);
        time.pass(Duration.ofSeconds(5));
        assertThat(tokens.token().value()).isEqualTo("token");
    }

    @Test
    void aClassPathThatLacksSomethingIsNotToldAsALoginThatFailed() {
        LinkageError missing = new NoClassDefFoundError("a/library/of/Its");
        TokenSource tokens = renewedBy(() -> {
            logins.incrementAndGet();
            throw missing;
        });

        assertThatThrownBy(tokens::token).isSameAs(missing);
        assertThatThrownBy(tokens::token).as("within five seconds").isSameAs(missing);
        assertThat(logins).hasValue(1);
    }

    @Test
    void anInterruptEndsTheWaitOfOneAloneAndTheRenewalGoesOn() throws Exception {
        CountDownLatch allWait = new CountDownLatch(1);
        TokenSource tokens = renewedBy(() -> {
            awaitQuietly(allWait);
            return "token-" + logins.incrementAndGet();
        });
        FutureTask<String> first = new FutureTask<>(() -> tokens.token().value());
        FutureTask<String> second = new FutureTask<>(() -> tokens.token().value());
        Thread firstThread = waiting(first);
        waiting(second);

        firstThread.interrupt();

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(first::get)
                .withMessageContaining("interrupted");
        allWait.countDown();
        assertThat(second.get()).isEqualTo("token-1");
        assertThat(tokens.token().value()).isEqualTo("token-1");
    }

    @Test
    void closingWaitsForTheRenewalUnderWayAndBeginsNoOther() throws Exception {
        CountDownLatch allWait = new CountDownLatch(1);
        ClientTokens tokens = renewedBy(() -> {
            awaitQuietly(allWait);
            return "token-" + logins.incrementAndGet();
        });
        FutureTask<String> asked = new FutureTask<>(() -> tokens.token().value());
        waiting(asked);
        lifecycle.beginClosing();
        FutureTask<Boolean> closed = new FutureTask<>(tokens::close, true);
        waiting(closed);
        assertThat(closed.isDone()).isFalse();
        assertThatExceptionOfType(ExecutionException.class)
                .as("nobody else waits for it any more")
                .isThrownBy(asked::get)
                .withMessageContaining("closed during the login");

        allWait.countDown();

        assertThat(closed.get()).isTrue();
        assertThat(tokens.token().value()).as("valid still").isEqualTo("token-1");
        assertThatExceptionOfType(LoginFailedException.class)
                .isThrownBy(() -> tokens.renewed(new AuthToken("token-1")))
                .withMessageContaining("closed");
        assertThat(logins).hasValue(1);
    }

    @Test
    void aLoginThatHangsHoldsNobodyBeyondTheLimitAndIsNotBegunAgain() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        AtomicReference<Thread> login = new AtomicReference<>();
        ClientTokens tokens = new RenewingTokenSource(
                valid -> {
                    login.set(Thread.currentThread());
                    logins.incrementAndGet();
                    awaitQuietly(hanging);
                    return new IssuedToken(new AuthToken("late"), null);
                },
                Duration.ofMillis(50),
                lifecycle,
                time);

        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(LoginFailedException.class)
                    .isThrownBy(tokens::token)
                    .withMessageContaining("The login did not return within PT0.05S");
            assertThat(tokens.ready()).as("so that a watch is told too").isCompleted();
        }
        assertThat(logins).hasValue(1);

        hanging.countDown();
        login.get().join();
        assertThat(tokens.token().value()).isEqualTo("late");
        assertThat(logins).hasValue(1);
    }

    @Test
    void aRenewalThatHangsCostsNothingAsLongAsTheTokenIsValid() {
        CountDownLatch hanging = new CountDownLatch(1);
        ClientTokens tokens = new RenewingTokenSource(
                valid -> {
                    if (logins.incrementAndGet() > 1) {
                        awaitQuietly(hanging);
                    }
                    return new IssuedToken(new AuthToken("token-" + logins), Duration.ofMinutes(35));
                },
                Duration.ofMillis(50),
                lifecycle,
                time);
        tokens.ready().join(); // however long the first login takes on a busy machine
        time.pass(Duration.ofMinutes(31));

        assertThat(tokens.token().value()).isEqualTo("token-1");
        assertThat(tokens.ready()).isCompleted();
        time.pass(Duration.ofMinutes(4));
        assertThatExceptionOfType(LoginFailedException.class).isThrownBy(tokens::token);
        hanging.countDown();
    }

    @Test
    void whatAWatchWaitsForIsDoneWhenThereIsATokenOrNone() throws Exception {
        CountDownLatch allWait = new CountDownLatch(1);
        ClientTokens tokens = renewedBy(() -> {
            awaitQuietly(allWait);
            if (logins.incrementAndGet() == 1) {
                throw new IllegalStateException("once");
            }
            return "token";
        });
        CompletableFuture<?> first = tokens.ready();
        CompletableFuture<?> second = tokens.ready();
        assertThat(List.of(first, second)).noneMatch(CompletableFuture::isDone);
        second.complete(null);
        assertThat(first).as("each has one of its own").isNotDone();

        allWait.countDown();
        first.get();

        assertThat(tokens.ready()).as("not before the pause after a failure").isCompleted();
        assertThatExceptionOfType(LoginFailedException.class).isThrownBy(tokens::token);
        time.pass(Duration.ofSeconds(5));
        tokens.ready().get();
        assertThat(tokens.token().value()).isEqualTo("token");
        assertThat(tokens.ready()).isCompleted();
        assertThat(logins).hasValue(2);
    }

    @Test
    void aTokenThatIsDroppedIsReplacedWhenSomebodyAsksForOne() throws Exception {
        ClientTokens tokens = renewedBy(() -> "token-" + logins.incrementAndGet());
        AuthToken first = tokens.token();

        assertThat(tokens.drop(first)).isTrue();

        assertThat(logins).as("dropping waits for nothing").hasValue(1);
        tokens.ready().get();
        assertThat(tokens.drop(first)).as("late").isTrue();
        assertThat(tokens.ready()).isCompleted();
        assertThat(tokens.token().value()).isEqualTo("token-2");
    }

    @Test
    void closingEndsWhatAWatchWaitsFor() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        ClientTokens tokens = renewedBy(() -> {
            awaitQuietly(hanging);
            return "token";
        });
        CompletableFuture<?> ready = tokens.ready();
        lifecycle.beginClosing();
        FutureTask<Boolean> closed = new FutureTask<>(tokens::close, true);
        waiting(closed);

        assertThat(ready).as("though the login goes on").isCompleted();
        assertThat(closed.isDone()).isFalse();
        assertThat(tokens.ready()).isCompleted();
        hanging.countDown();
        closed.get();
    }

    @Test
    void aLifetimeThatNoClockCanCountIsAsGoodAsNone() {
        TokenSource tokens = new RenewingTokenSource(
                valid -> new IssuedToken(
                        new AuthToken("token-" + logins.incrementAndGet()), Duration.ofSeconds(Long.MAX_VALUE)),
                LONG,
                lifecycle,
                time);

        assertThat(tokens.token().value()).isEqualTo("token-1");
        time.pass(Duration.ofDays(300));
        assertThat(tokens.token().value()).isEqualTo("token-1");
    }

    private ClientTokens renewedBy(Supplier<String> login) {
        return TestTokens.of(Credentials.renewedBy(login), NoServices.TOKENS, NoServices.OAUTH, lifecycle, time);
    }

    private static Thread waiting(FutureTask<?> task) {
        Thread thread = new Thread(task);
        thread.start();
        while (!waits(thread)) {
            Thread.onSpinWait();
        }
        return thread;
    }

    // As Kotlin or Lombok's users do.
    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void throwUndeclared(Throwable failure) throws E {
        throw (E) failure;
    }

    @Test
    void whatIsNoTokenIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Credentials.token(null))
                .withMessageContaining("null");
        assertThatIllegalArgumentException().isThrownBy(() -> Credentials.token("two words"));
        assertThatExceptionOfType(LoginFailedException.class)
                .isThrownBy(() -> renewedBy(() -> null).token());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** The login is let go only when all fifty wait: one in it, the others for it. */
    private static List<Object> inFiftyThreads(Supplier<Object> call, CountDownLatch allWait) throws Exception {
        List<FutureTask<Object>> calls = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            FutureTask<Object> task = new FutureTask<>(call::get);
            calls.add(task);
            threads.add(new Thread(task));
        }
        threads.forEach(Thread::start);
        while (!threads.stream().allMatch(RenewingTokenSourceTest::waits)) {
            Thread.onSpinWait();
        }
        allWait.countDown();
        List<Object> results = new ArrayList<>();
        for (FutureTask<Object> result : calls) {
            results.add(result.get());
        }
        return results;
    }

    private static boolean waits(Thread thread) {
        return thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING;
    }
}
