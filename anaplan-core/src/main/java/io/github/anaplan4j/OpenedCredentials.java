package io.github.anaplan4j;

import io.github.anaplan4j.internal.auth.TokenFactory;
import io.github.anaplan4j.internal.port.ClientTokens;

/** Opens credentials, which are data, with the factory of one client. */
final class OpenedCredentials {
    private OpenedCredentials() {}

    static ClientTokens of(Credentials credentials, TokenFactory factory) {
        if (credentials instanceof TokenCredentials token) {
            return factory.supplied(token.source());
        } else if (credentials instanceof LoginCredentials own) {
            return factory.supplied(own.login());
        } else if (credentials instanceof PasswordCredentials password) {
            return factory.password(password.user(), password.password());
        } else if (credentials instanceof CertificateCredentials certificate) {
            return factory.certificate(certificate.certificate(), certificate.format());
        } else if (credentials instanceof OAuthCredentials oauth) {
            return oauth.prompt() == null
                    ? factory.oauth(oauth.client(), oauth.refreshTokens())
                    : factory.device(oauth.client(), oauth.refreshTokens(), oauth.prompt());
        }
        throw new AssertionError(credentials);
    }
}
