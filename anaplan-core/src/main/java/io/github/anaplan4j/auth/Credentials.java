package io.github.anaplan4j.auth;

import io.github.anaplan4j.time.TimeSource;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The ways to prove who is asking. Thread-safe, and fit for several clients at once. */
@FunctionalInterface
public interface Credentials {
    /**
     * Called by a client when it is built. Logs in only when the first token is asked for.
     *
     * @param tokens Anaplan's authentication service, as the client is set up to reach it
     * @param oauth Anaplan's OAuth service, likewise
     * @param time the client's time
     * @return where the client gets its tokens from
     */
    TokenSource open(TokenService tokens, OAuthService oauth, TimeSource time);

    /**
     * A token obtained elsewhere. It is used as it is: Anaplan's tokens live for about 35 minutes, and this one is not
     * renewed. For longer runs let the client log in.
     *
     * @param value the token's value alone
     * @return a source of that token
     * @throws IllegalArgumentException if it is empty or could not be sent as a header
     */
    static TokenSource token(String value) {
        AuthToken token = new AuthToken(value);
        return () -> token;
    }

    /**
     * Tokens from a login of your own. It is called when the first token is needed and again when Anaplan has rejected the
     * one before: by a thread of the client, never by two at once, and once for all requests that were rejected with it. After a
     * failure it is not called again for five seconds, and longer after each further one, for a minute at most.
     *
     * @param login logs in and returns the token's value alone; what it throws becomes the cause of a
     *     {@link LoginFailedException}, which a watch tolerates like any other failed poll
     * @return credentials that log in with it
     */
    static Credentials renewedBy(Supplier<String> login) {
        Objects.requireNonNull(login, "login");
        return (tokens, oauth, time) -> new RenewedTokens(new OwnLogin(login, tokens), time);
    }

    /**
     * User and password. Users who have to log in by single sign-on cannot do it so, unless Anaplan's administrator made them
     * exception users; passwords lapse after 90 days.
     *
     * @param user the user's name, which is an e-mail address
     * @param password the password; copied, so that the caller can overwrite it
     * @return credentials that log in once, renew the token before it expires, and log in again if that fails
     * @throws IllegalArgumentException if the name is empty or has a colon
     */
    static Credentials userPassword(String user, char[] password) {
        char[] copy = password.clone();
        return userPassword(user, copy::clone);
    }

    /**
     * User and password, the latter asked for at each login, as from a vault.
     *
     * @param user the user's name, which is an e-mail address
     * @param password returns the password; the array is read once and not changed
     * @return credentials that log in once, renew the token before it expires, and log in again if that fails
     * @throws IllegalArgumentException if the name is empty or has a colon
     */
    static Credentials userPassword(String user, Supplier<char[]> password) {
        return loggingIn(new PasswordLogin(user, password));
    }

    /**
     * A certificate, with what it signs in Anaplan's newer form and the time in seconds.
     *
     * @param certificate a certificate that an administrator has registered with Anaplan, and its key
     * @return credentials that log in once, renew the token before it expires, and log in again if that fails
     */
    static Credentials certificate(ClientCertificate certificate) {
        return certificate(certificate, NonceFormat.V2_SECONDS);
    }

    /**
     * A certificate.
     *
     * @param certificate a certificate that an administrator has registered with Anaplan, and its key
     * @param format what it signs
     * @return credentials that log in once, renew the token before it expires, and log in again if that fails
     */
    static Credentials certificate(ClientCertificate certificate, NonceFormat format) {
        return loggingIn(new CertificateLogin(certificate, format));
    }

    /**
     * OAuth 2.0 with a refresh token, for programs that nobody sits at. Each access token comes from the refresh token in the
     * store; a new refresh token is saved there before the access token that came with it is used. Share one of these
     * objects among all clients that use the same store.
     *
     * @param client the application
     * @param store where the refresh token is kept
     * @return credentials that get a token once and renew it before it expires
     */
    static Credentials oauth(OAuthClient client, RefreshTokenStore store) {
        RefreshTokens refreshTokens = new RefreshTokens(store);
        return (tokens, oauth, time) -> new RenewedTokens(
                new OAuthIssuer(client, oauth, refreshTokens, OAuthIssuer.Consent.NOBODY_IS_ASKED), time);
    }

    /**
     * OAuth 2.0 with the device grant, for programs in front of which somebody sits, or did so once. If the store has a refresh
     * token that is still taken, nobody is asked. Otherwise a person is shown a code, which he enters in a browser; until he has
     * done that, for 15 minutes at most, the request that needs a token waits. Who denies access is not asked again by the same client.
     *
     * @param client the application
     * @param store where the refresh token is kept
     * @param prompt shows the code to a person; called by a thread of the client
     * @return credentials that get a token once and renew it before it expires
     */
    static Credentials oauthDevice(OAuthClient client, RefreshTokenStore store, Consumer<UserCode> prompt) {
        RefreshTokens refreshTokens = new RefreshTokens(store);
        return (tokens, oauth, time) -> new RenewedTokens(
                new OAuthIssuer(client, oauth, refreshTokens, new DeviceGrant(client, oauth, prompt, time)), time);
    }

    private static Credentials loggingIn(Login login) {
        return (tokens, oauth, time) -> new RenewedTokens(new AnaplanIssuer(login, tokens), time);
    }
}
