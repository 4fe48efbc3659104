package io.github.anaplan4j.internal.auth;

import io.github.anaplan4j.spi.AuthToken;
import io.github.anaplan4j.spi.TokenSource;


/** Tokens from a source of the user's, which outlives the client. */
final class SuppliedTokens implements ClientTokens {
    private final TokenSource source;

    SuppliedTokens(TokenSource source) {
        this.source = source;
    }

    @Override
    public AuthToken token() {
        return source.token();
    }

    @Override
    public AuthToken renewed(AuthToken rejected) {
        return source.renewed(rejected);
    }

    @Override
    public boolean logOut() {
        return source.logOut();
    }

    @Override
    public void close() {}
}
