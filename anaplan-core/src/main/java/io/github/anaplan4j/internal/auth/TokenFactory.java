package io.github.anaplan4j.internal.auth;

import io.github.anaplan4j.auth.ClientCertificate;
import io.github.anaplan4j.auth.NonceFormat;
import io.github.anaplan4j.auth.OAuthClient;
import io.github.anaplan4j.auth.UserCode;
import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.AnaplanException;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.port.ClientTokens;
import io.github.anaplan4j.internal.port.Login;
import io.github.anaplan4j.internal.port.Logins;
import io.github.anaplan4j.internal.port.OAuthGrants;
import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.spi.TokenSource;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Opens the credentials of one client: makes the source of its tokens.
 *
 * <p>It sends nothing; the first request logs in.
 */
public final class TokenFactory {
    // A renewal and then a login, each with its timeout.
    private static final Duration LONGEST_LOGIN = Duration.ofMinutes(2);
    // What begins by then is over in time.
    private static final Duration LAST_ATTEMPT = LONGEST_LOGIN.dividedBy(2);
    // Within that time a person enters a code, or never does.
    private static final Duration LONGEST_LOGIN_OF_A_PERSON = Duration.ofMinutes(15);

    private final Logins logins;
    private final OAuthGrants oauth;
    private final Lifecycle lifecycle;
    private final TimeSource time;

    /**
     * Makes a factory.
     *
     * @param logins Anaplan's authentication service, as the client is set up to reach it
     * @param oauth Anaplan's OAuth service, likewise
     * @param lifecycle knows whether the client is open
     * @param time the client's time
     */
    public TokenFactory(Logins logins, OAuthGrants oauth, Lifecycle lifecycle, TimeSource time) {
        this.logins = logins;
        this.oauth = oauth;
        this.lifecycle = lifecycle;
        this.time = time;
    }

    /**
     * Uses tokens of the user's.
     *
     * @param source where they come from
     * @return that source
     */
    public ClientTokens supplied(TokenSource source) {
        return source instanceof FixedToken fixed ? fixed : new SuppliedTokens(source, LONGEST_LOGIN, time);
    }

    /**
     * Logs in by code of the user's.
     *
     * @param login returns a token's value
     * @return tokens that are renewed by it
     */
    public ClientTokens supplied(Supplier<String> login) {
        return renewing(new SuppliedLogin(login, logins));
    }

    /**
     * Logs in with user and password.
     *
     * @param user the user's name
     * @param password returns the password
     * @return tokens that are renewed
     */
    public ClientTokens password(String user, Supplier<char[]> password) {
        return loggingIn(new PasswordLogin(user, password));
    }

    /**
     * Logs in with a certificate.
     *
     * @param certificate certificate and key
     * @param format what is signed
     * @return tokens that are renewed
     */
    public ClientTokens certificate(ClientCertificate certificate, NonceFormat format) {
        return loggingIn(new CertificateLogin(certificate, format));
    }

    /**
     * Trades a refresh token.
     *
     * @param client the application
     * @param refreshTokens where the refresh token is kept
     * @return tokens that are renewed
     */
    public ClientTokens oauth(OAuthClient client, RefreshTokens refreshTokens) {
        return trading(
                new OAuthIssuer(client, oauth, refreshTokens, OAuthIssuer.Consent.NOBODY_IS_ASKED), LONGEST_LOGIN);
    }

    /**
     * Trades a refresh token, and asks a person where there is none that is taken.
     *
     * @param client the application
     * @param refreshTokens where the refresh token is kept
     * @param prompt shows the code to a person
     * @return tokens that are renewed
     */
    public ClientTokens device(OAuthClient client, RefreshTokens refreshTokens, Consumer<UserCode> prompt) {
        DeviceGrant consent = new DeviceGrant(client, oauth, prompt, time);
        return trading(new OAuthIssuer(client, oauth, refreshTokens, consent), LONGEST_LOGIN_OF_A_PERSON);
    }

    private ClientTokens loggingIn(Login login) {
        return renewing(repeating(new LoginIssuer(login, logins), trouble -> true));
    }

    private ClientTokens trading(RenewingTokenSource.Issuer issuer, Duration limit) {
        return renewing(repeating(issuer, TokenFactory::isSurelyNotProcessed), limit);
    }

    // A refresh token may be good for one trade; a second one would end all that came of it.
    private static boolean isSurelyNotProcessed(AnaplanException trouble) {
        return trouble instanceof TransportException transport && !transport.mayHaveBeenSent()
                || trouble instanceof AnaplanApiException answer
                        && answer.condition().saysNotProcessed();
    }

    private RenewingTokenSource.Issuer repeating(
            RenewingTokenSource.Issuer issuer, Predicate<AnaplanException> isHarmless) {
        return new RepeatingIssuer(issuer, isHarmless, LAST_ATTEMPT, lifecycle, time);
    }

    private ClientTokens renewing(RenewingTokenSource.Issuer issuer) {
        return renewing(issuer, LONGEST_LOGIN);
    }

    private ClientTokens renewing(RenewingTokenSource.Issuer issuer, Duration limit) {
        return new RenewingTokenSource(issuer, limit, lifecycle, time);
    }
}
