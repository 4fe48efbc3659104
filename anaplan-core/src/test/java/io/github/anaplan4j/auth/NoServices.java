package io.github.anaplan4j.auth;

/** Services that nobody should ask. */
final class NoServices {
    static final TokenService TOKENS = new TokenService() {
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

    static final OAuthService OAUTH = new OAuthService() {
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
