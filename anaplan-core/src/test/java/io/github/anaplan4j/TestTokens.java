package io.github.anaplan4j;

import io.github.anaplan4j.internal.auth.TokenFactory;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.port.ClientTokens;
import io.github.anaplan4j.internal.port.Logins;
import io.github.anaplan4j.internal.port.OAuthGrants;
import io.github.anaplan4j.spi.TimeSource;

/** Opens credentials as a client does. */
public final class TestTokens {
    private TestTokens() {}

    public static ClientTokens of(Credentials credentials, Logins logins, OAuthGrants oauth, TimeSource time) {
        return of(credentials, logins, oauth, new Lifecycle(), time);
    }

    public static ClientTokens of(
            Credentials credentials, Logins logins, OAuthGrants oauth, Lifecycle lifecycle, TimeSource time) {
        return OpenedCredentials.of(credentials, new TokenFactory(logins, oauth, lifecycle, time));
    }
}
