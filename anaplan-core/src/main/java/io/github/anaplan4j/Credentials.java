package io.github.anaplan4j;

import io.github.anaplan4j.auth.ClientCertificate;
import io.github.anaplan4j.auth.NonceFormat;
import io.github.anaplan4j.auth.OAuthClient;
import io.github.anaplan4j.auth.UserCode;
import io.github.anaplan4j.error.LoginFailedException;
import io.github.anaplan4j.internal.auth.FixedToken;
import io.github.anaplan4j.internal.auth.RefreshTokens;
import io.github.anaplan4j.spi.AuthToken;
import io.github.anaplan4j.spi.RefreshTokenStore;
import io.github.anaplan4j.spi.TokenSource;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Proves to Anaplan who is asking.
 *
 * <p>Nothing is sent before a client with these credentials makes its first request. Thread-safe, and fit for several
 * clients at once; what is kept between clients is the refresh token of OAuth alone.
 */
public sealed interface Credentials
        permits CertificateCredentials, LoginCredentials, OAuthCredentials, PasswordCredentials, TokenCredentials {
    /**
     * Uses a token obtained elsewhere, as it is.
     *
     * <p>Anaplan's tokens live for about 35 minutes, and this one is not renewed. For longer runs let the client log
     * in.
     *
     * @param value the token's value alone
     * @return credentials with that token
     * @throws IllegalArgumentException if it is empty or could not be sent as a header
     */
    static Credentials token(String value) {
        AuthToken token = new AuthToken(value);
        return tokens(new FixedToken(token));
    }

    /**
     * Uses tokens from a source of your own, which knows when to renew them.
     *
     * <p>The source outlives the client.
     *
     * @param source where tokens come from
     * @return credentials with that source
     */
    static Credentials tokens(TokenSource source) {
        return new TokenCredentials(source);
    }

    /**
     * Uses tokens from a login of your own.
     *
     * <p>The login is called when the first token is needed, and again when Anaplan has rejected the one before: by a
     * thread of the client, never by two at once, and once for all requests that were rejected with it. After a failure
     * it is not called again for five seconds, and longer after each further one, for a minute at most.
     *
     * @param login logs in and returns the token's value alone; what it throws becomes the cause of a
     *     {@link LoginFailedException}, which a watch tolerates like any other failed poll
     * @return credentials that log in with it
     */
    static Credentials renewedBy(Supplier<String> login) {
        return new LoginCredentials(login);
    }

    /**
     * Logs in with user and password.
     *
     * <p>Users who have to log in by single sign-on cannot do it so, unless Anaplan's administrator made them exception
     * users. Passwords lapse after 90 days.
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
     * Logs in with user and password, and asks for the password at each login, as from a vault.
     *
     * @param user the user's name, which is an e-mail address
     * @param password returns the password; the array is read once and not changed
     * @return credentials that log in once, renew the token before it expires, and log in again if that fails
     * @throws IllegalArgumentException if the name is empty or has a colon
     */
    static Credentials userPassword(String user, Supplier<char[]> password) {
        return new PasswordCredentials(user, password);
    }

    /**
     * Logs in with a certificate, by a signature over the time in seconds and random bytes.
     *
     * @param certificate a certificate that an administrator has registered with Anaplan, and its key
     * @return credentials that log in once, renew the token before it expires, and log in again if that fails
     */
    static Credentials certificate(ClientCertificate certificate) {
        return certificate(certificate, NonceFormat.V2_SECONDS);
    }

    /**
     * Logs in with a certificate, which signs the given form.
     *
     * @param certificate a certificate that an administrator has registered with Anaplan, and its key
     * @param format what it signs
     * @return credentials that log in once, renew the token before it expires, and log in again if that fails
     */
    static Credentials certificate(ClientCertificate certificate, NonceFormat format) {
        return new CertificateCredentials(certificate, format);
    }

    /**
     * Logs in by OAuth 2.0 with a refresh token, for programs that nobody sits at.
     *
     * <p>Each access token comes from the refresh token in the store. A new refresh token is saved there before the
     * access token that came with it is used. Share one of these objects among all clients that use the same store.
     *
     * @param client the application
     * @param store where the refresh token is kept
     * @return credentials that get a token once and renew it before it expires
     */
    static Credentials oauth(OAuthClient client, RefreshTokenStore store) {
        return new OAuthCredentials(client, new RefreshTokens(Objects.requireNonNull(store, "store")), null);
    }

    /**
     * Logs in by OAuth 2.0 with the device grant, for programs in front of which somebody sits, or did so once.
     *
     * <p>If the store has a refresh token that is still taken, nobody is asked. Otherwise a code is shown to a person,
     * who enters it in a browser. Until that is done, for 15 minutes at most, the request that needs a token waits.
     * Whoever denies access is not asked again by the same client.
     *
     * @param client the application
     * @param store where the refresh token is kept
     * @param prompt shows the code to a person; called by a thread of the client
     * @return credentials that get a token once and renew it before it expires
     */
    static Credentials oauthDevice(OAuthClient client, RefreshTokenStore store, Consumer<UserCode> prompt) {
        Objects.requireNonNull(store, "store");
        return new OAuthCredentials(client, new RefreshTokens(store), Objects.requireNonNull(prompt, "prompt"));
    }
}
