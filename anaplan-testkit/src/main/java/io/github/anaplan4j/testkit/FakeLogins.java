package io.github.anaplan4j.testkit;

import io.github.anaplan4j.auth.NonceFormat;
import io.github.anaplan4j.testkit.server.FakeServer;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;

/**
 * Who may log in to a fake, and for how long. A token from a login lives for 35 minutes by the fake's clock, and
 * if that is a {@code FastTime}, by the clock on the wall as well, whichever is later. Thread-safe.
 */
public final class FakeLogins {
    private final FakeServer server;

    FakeLogins(FakeServer server) {
        this.server = server;
    }

    /**
     * Lets a user log in with a password.
     *
     * @param name the user's name
     * @param password the password; make it during the test
     */
    public void givenUser(String name, String password) {
        server.state().auth().addUser(name, Objects.requireNonNull(password, "password"));
    }

    /**
     * Lets a user log in with whatever password.
     *
     * @param name the user's name
     */
    public void givenUser(String name) {
        server.state().auth().addUser(name, null);
    }

    /**
     * Lets whoever has the private key of a certificate log in. The fake checks the signature with its public key.
     *
     * @param certificate the certificate
     */
    public void givenCertificate(X509Certificate certificate) {
        server.state().auth().register(certificate, EnumSet.allOf(NonceFormat.class));
    }

    /**
     * Lets whoever has the private key of a certificate log in, if what is signed has one form.
     *
     * @param certificate the certificate
     * @param taken the one form that is taken; which one Anaplan takes differs by what one reads, so by default each is
     */
    public void givenCertificate(X509Certificate certificate, NonceFormat taken) {
        server.state().auth().register(certificate, EnumSet.of(taken));
    }

    /**
     * Makes an application of OAuth prove itself by a secret. The fake takes every other client id without one.
     *
     * @param clientId the application's client id
     * @param secret its secret
     */
    public void givenOAuthClient(String clientId, String secret) {
        server.state().oauth().register(clientId, secret);
    }

    /**
     * Makes a refresh token. It is good for one use, as those of rotatable applications are: what it is traded for has
     * another.
     *
     * @param clientId the application's client id
     * @return the refresh token
     */
    public String givenRefreshToken(String clientId) {
        return server.state().oauth().newRefreshToken(clientId);
    }

    /**
     * Lets a device in, as a user does who enters its code in a browser. The device learns of it when it asks next.
     *
     * @param userCode the code that the device has shown
     * @throws IllegalArgumentException if no device has
     */
    public void approveDevice(String userCode) {
        server.state().oauth().decide(userCode, true);
    }

    /**
     * Lets every device in by itself from now on, as if its user were quick. Whoever decides before is heard.
     *
     * @param wait how long after it has shown its code, by the fake's clock
     */
    public void approveDevicesAfter(Duration wait) {
        server.state().oauth().approveAfter(Objects.requireNonNull(wait, "wait"));
    }

    /**
     * Turns a device away. The device learns of it when it asks next.
     *
     * @param userCode the code that the device has shown
     * @throws IllegalArgumentException if no device has
     */
    public void denyDevice(String userCode) {
        server.state().oauth().decide(userCode, false);
    }

    /** Lets {@link FakeAnaplan#token} expire: from now on the fake accepts another one, and answers 401 to this. */
    public void expireToken() {
        server.state().auth().replaceStandingToken();
    }

    /** Revokes every token that came from a login; {@link FakeAnaplan#token} is not one of them. */
    public void revokeTokens() {
        server.state().auth().revokeAll();
    }
}
