package io.github.anaplan4j.internal.auth;

import io.github.anaplan4j.auth.OAuthClient;
import io.github.anaplan4j.internal.port.IssuedToken;
import io.github.anaplan4j.internal.port.Login;
import io.github.anaplan4j.internal.port.Logins;
import io.github.anaplan4j.internal.port.OAuthAnswer;
import io.github.anaplan4j.internal.port.OAuthGrants;
import io.github.anaplan4j.spi.AuthToken;

/** Services that nobody should ask. */
final class NoServices {
    static final Logins TOKENS = new Logins() {
        @Override
        public IssuedToken logIn(Login login) {
            throw notExpected();
        }

        @Override
        public IssuedToken refresh(AuthToken valid) {
            throw notExpected();
        }

        @Override
        public void logOut(AuthToken token) {
            throw notExpected();
        }
    };

    static final OAuthGrants OAUTH = new OAuthGrants() {
        @Override
        public OAuthAnswer refresh(OAuthClient client, String refreshToken) {
            throw notExpected();
        }

        @Override
        public DeviceCodes requestCodes(OAuthClient client) {
            throw notExpected();
        }

        @Override
        public OAuthAnswer redeem(OAuthClient client, DeviceCodes codes) {
            throw notExpected();
        }
    };

    private NoServices() {}

    private static AssertionError notExpected() {
        return new AssertionError("this service has nothing to do with these credentials");
    }
}
