package io.github.anaplan4j.internal.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.anaplan4j.error.LoginFailedException;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.spi.AuthToken;
import io.github.anaplan4j.spi.ManualTime;
import io.github.anaplan4j.spi.TokenSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A token source of the user's: on real threads, for they are what must not be held up. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SuppliedTokensTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final AuthToken FIRST = new AuthToken("token-1");
    private static final AuthToken SECOND = new AuthToken("token-2");

    private final ManualTime time = new ManualTime();
    private final CountDownLatch hanging = new CountDownLatch(1);
    private final CountDownLatch begun = new CountDownLatch(1);
    private final Source source = new Source();

    /** Counts up at each question, unless it is told otherwise. */
    private class Source implements TokenSource {
        final List<String> questions = Collections.synchronizedList(new ArrayList<>());
        final List<Thread> threads = Collections.synchronizedList(new ArrayList<>());

        @Override
        public AuthToken token() {
            return answer("token");
        }

        @Override
        public AuthToken renewed(AuthToken rejected) {
            return answer("renewed " + rejected.value());
        }

        AuthToken answer(String question) {
            threads.add(Thread.currentThread());
            questions.add(question);
            return new AuthToken("token-" + questions.size());
        }
    }

    /** Answers no question before it is let go. */
    private final class Hanging extends Source {
        @Override
        AuthToken answer(String question) {
            AuthToken answer = super.answer(question);
            begun.countDown();
            try {
                hanging.await();
            } catch (InterruptedException stop) {
                throw new IllegalStateException("interrupted", stop);
            }
            return answer;
        }
    }

    @AfterEach
    void letGo() {
        hanging.countDown();
    }

    private SuppliedTokens tokens(TokenSource from, Duration limit) {
        return new SuppliedTokens(from, limit, time);
    }

    private static Thread waiting(FutureTask<?> task) {
        Thread thread = new Thread(task);
        thread.start();
        while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        return thread;
    }

    @Test
    void theSourceIsAskedOnAThreadOfItsOwn() {
        assertThat(tokens(source, LONG).token()).isEqualTo(FIRST);

        assertThat(source.threads).singleElement().satisfies(thread -> {
            assertThat(thread).isNotSameAs(Thread.currentThread());
            assertThat(thread.isDaemon()).isTrue();
        });
    }

    @Test
    void whatItReturnedIsUsedForFiveSeconds() {
        SuppliedTokens tokens = tokens(source, LONG);

        assertThat(tokens.token()).isEqualTo(tokens.token());
        time.pass(Duration.ofSeconds(5).minusNanos(1));
        assertThat(tokens.ready()).isCompleted();
        assertThat(tokens.token()).isEqualTo(FIRST);
        time.pass(Duration.ofNanos(1));
        assertThat(tokens.token()).isEqualTo(SECOND);
    }

    @Test
    void whatItThrewFailsEachRequestOfTheNextFiveSecondsAsItIs() {
        IllegalStateException noVault = new IllegalStateException("no vault today");
        SuppliedTokens tokens = tokens(
                () -> {
                    if (source.token().equals(FIRST)) {
                        throw noVault;
                    }
                    return SECOND;
                },
                LONG);

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(tokens::token).isSameAs(noVault);
        }
        assertThat(tokens.ready()).isCompleted();
        time.pass(Duration.ofSeconds(5));
        assertThat(tokens.token()).isEqualTo(SECOND);
    }

    @Test
    void aSourceThatReturnsNullIsToldSo() {
        assertThatThrownBy(tokens(() -> null, LONG)::token).hasMessageContaining("the token source returned null");
    }

    @Test
    void aSourceThatHangsHoldsNobodyBeyondTheLimitAndIsNotAskedAgain() throws Exception {
        Hanging hangs = new Hanging();
        SuppliedTokens tokens = tokens(hangs, SHORT);

        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(LoginFailedException.class)
                    .isThrownBy(tokens::token)
                    .withMessageContaining("The token source did not return within PT0.05S")
                    .withMessageContaining("Look what it waits for");
            assertThat(tokens.ready()).as("so that a watch is told too").isCompleted();
        }
        assertThat(hangs.questions).hasSize(1);

        hanging.countDown();
        hangs.threads.get(0).join();
        assertThat(tokens.token()).as("late, and still an answer").isEqualTo(FIRST);
        assertThat(hangs.questions).hasSize(1);
    }

    @Test
    void allWhoWaitShareOneAnswer() throws Exception {
        Hanging hangs = new Hanging();
        SuppliedTokens tokens = tokens(hangs, LONG);
        List<FutureTask<AuthToken>> waiting = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            waiting.add(new FutureTask<>(tokens::token));
            waiting(waiting.get(i));
        }
        CompletableFuture<?> ready = tokens.ready();
        assertThat(ready).isNotDone();

        hanging.countDown();

        for (FutureTask<AuthToken> each : waiting) {
            assertThat(each.get()).isEqualTo(FIRST);
        }
        ready.get();
        assertThat(hangs.questions).hasSize(1);
    }

    @Test
    void anInterruptEndsTheWaitOfOneAlone() throws Exception {
        SuppliedTokens tokens = tokens(new Hanging(), LONG);
        FutureTask<AuthToken> first = new FutureTask<>(tokens::token);
        FutureTask<AuthToken> second = new FutureTask<>(tokens::token);
        Thread firstThread = waiting(first);
        waiting(second);

        firstThread.interrupt();

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(first::get)
                .havingCause()
                .isInstanceOfSatisfying(TransportException.class, interrupted -> {
                    assertThat(interrupted.kind()).isEqualTo(TransportException.Kind.INTERRUPTED);
                    assertThat(interrupted.mayHaveBeenSent()).isFalse();
                });
        hanging.countDown();
        assertThat(second.get()).isEqualTo(FIRST);
    }

    @Test
    void closingEndsAllWaitsAtOnceAndAsksNoMore() throws Exception {
        Hanging hangs = new Hanging();
        SuppliedTokens tokens = tokens(hangs, LONG);
        FutureTask<AuthToken> waiting = new FutureTask<>(tokens::token);
        waiting(waiting);
        CompletableFuture<?> ready = tokens.ready();
        begun.await();

        tokens.close();

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(waiting::get)
                .withCauseInstanceOf(LoginFailedException.class)
                .withMessageContaining("closed");
        ready.get();
        assertThat(tokens.ready()).isCompleted();
        hangs.threads.get(0).join(); // it was interrupted
        time.pass(Duration.ofSeconds(5));
        assertThatExceptionOfType(LoginFailedException.class).isThrownBy(tokens::token);
        assertThat(hangs.questions).hasSize(1);
    }

    @Test
    void theSourceItselfReplacesATokenThatWasRejectedOnceForAll() {
        SuppliedTokens tokens = tokens(source, LONG);
        tokens.token();

        assertThat(tokens.renewed(FIRST)).isEqualTo(SECOND);
        assertThat(tokens.renewed(FIRST)).as("rejected late, renewed already").isEqualTo(SECOND);
        time.pass(Duration.ofSeconds(5));
        tokens.token();

        assertThat(source.questions).containsExactly("token", "renewed token-1", "token");
    }

    @Test
    void droppingATokenWaitsForNothing() throws Exception {
        Hanging hangs = new Hanging();
        SuppliedTokens tokens = tokens(hangs, LONG);

        assertThat(tokens.drop(new AuthToken("old"))).isTrue();

        assertThat(hangs.questions).isEmpty();
        CompletableFuture<?> ready = tokens.ready();
        assertThat(ready).isNotDone();
        hanging.countDown();
        ready.get();
        assertThat(tokens.token()).isEqualTo(FIRST);
        assertThat(hangs.questions).containsExactly("renewed old");
    }

    @Test
    void aTokenThatIsRejectedWhileItIsAskedForIsNotTheAnswer() throws Exception {
        Hanging hangs = new Hanging();
        SuppliedTokens tokens = tokens(hangs, LONG);
        CompletableFuture<?> ready = tokens.ready();
        begun.await();

        tokens.drop(FIRST);
        hanging.countDown();

        ready.get();
        assertThat(tokens.token()).isEqualTo(SECOND);
        assertThat(hangs.questions).containsExactly("token", "renewed token-1");
    }

    @Test
    void aRejectionIsForgottenOnceThereIsAnotherToken() throws Exception {
        SuppliedTokens tokens = tokens(
                new TokenSource() {
                    @Override
                    public AuthToken token() {
                        return source.token();
                    }

                    @Override
                    public AuthToken renewed(AuthToken rejected) {
                        source.renewed(rejected);
                        return rejected; // there is no other
                    }
                },
                LONG);

        assertThat(tokens.renewed(tokens.token())).isEqualTo(FIRST);
        time.pass(Duration.ofSeconds(5));
        tokens.token();

        assertThat(source.questions).containsExactly("token", "renewed token-1", "token");
    }

    @Test
    void aTokenAsItIsNeedsNoThreadAndHasNoOther() {
        FixedToken fixed = new FixedToken(FIRST);

        assertThat(fixed.token()).isEqualTo(FIRST);
        assertThat(fixed.ready()).isCompleted();
        assertThat(fixed.renewed(FIRST)).isEqualTo(FIRST);
        assertThat(fixed.drop(FIRST)).isFalse();
    }

    @Test
    void loggingOutIsTheSourcesOwn() {
        SuppliedTokens tokens = tokens(
                new Source() {
                    @Override
                    public boolean logOut() {
                        return true;
                    }
                },
                LONG);

        assertThat(tokens.logOut()).isTrue();
        assertThat(tokens(source, LONG).logOut()).isFalse();
    }
}
