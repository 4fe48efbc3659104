package io.github.anaplan4j.internal.port;

import io.github.anaplan4j.spi.AuthToken;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A fake of the port: a token, and another once that was dropped. */
public final class FakeTokens implements ClientTokens {
    private final Supplier<AuthToken> first;
    private final Supplier<AuthToken> renewal;
    private boolean isDropped;

    private FakeTokens(Supplier<AuthToken> first, Supplier<AuthToken> renewal) {
        this.first = first;
        this.renewal = renewal;
    }

    /** One token for ever. */
    public static FakeTokens always(String token) {
        return of(() -> new AuthToken(token));
    }

    /** What that returns or throws, each time. */
    public static FakeTokens of(Supplier<AuthToken> tokens) {
        return new FakeTokens(tokens, tokens);
    }

    /** Once the token is dropped, what that returns or throws. */
    public static FakeTokens renewing(AuthToken token, Supplier<AuthToken> renewal) {
        return new FakeTokens(() -> token, renewal);
    }

    @Override
    public AuthToken token() {
        return (isDropped ? renewal : first).get();
    }

    @Override
    public CompletableFuture<?> ready() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public boolean drop(AuthToken rejected) {
        isDropped = true;
        return first != renewal;
    }

    @Override
    public void close() {}
}
