package io.github.anaplan4j.command.setup;

import io.github.anaplan4j.Credentials;
import io.github.anaplan4j.auth.ClientCertificate;
import io.github.anaplan4j.auth.OAuthClient;
import io.github.anaplan4j.auth.UserCode;
import io.github.anaplan4j.spi.RefreshTokenStore;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes credentials of what is set: of a token, a certificate, an OAuth application or a user, the first that is. */
public final class Logins {
    private final Settings settings;

    /**
     * Makes credentials of some settings.
     *
     * @param settings the settings
     */
    public Logins(Settings settings) {
        this.settings = settings;
    }

    /**
     * {@return the credentials; an OAuth application has been let in before}
     *
     * @throws SetupException if none are set, or not rightly
     */
    public Credentials credentials() {
        Optional<char[]> token = settings.get(Secret.TOKEN);
        if (token.isPresent()) {
            return Credentials.token(new String(token.get()).strip());
        }
        if (settings.get(Setting.CERTIFICATE).isPresent()
                || settings.get(Setting.KEYSTORE).isPresent()) {
            return Credentials.certificate(certificate());
        }
        if (settings.get(Setting.CLIENT_ID).isPresent()) {
            return Credentials.oauth(oauthClient(), refreshTokens());
        }
        if (settings.get(Setting.USER).isPresent()) {
            return Credentials.userPassword(settings.require(Setting.USER), settings.require(Secret.PASSWORD));
        }
        throw new SetupException("Nobody is set to log in. Set " + Setting.USER.option() + ", "
                + Setting.CERTIFICATE.option() + " and " + Setting.KEY.option() + ", " + Setting.CLIENT_ID.option()
                + ", or " + Secret.TOKEN.variable() + " in the environment, or lines of these in "
                + settings.profile() + ".");
    }

    /**
     * {@return the credentials of an OAuth application that a person lets in with a code}
     *
     * @param showing shows the code
     */
    public Credentials device(Consumer<UserCode> showing) {
        return Credentials.oauthDevice(oauthClient(), refreshTokens(), showing);
    }

    /**
     * {@return the certificate and its key, which fit each other}
     *
     * @throws SetupException if they cannot be read, or do not fit
     */
    public ClientCertificate certificate() {
        return settings.get(Setting.CERTIFICATE).isPresent() ? ofFiles() : ofKeyStore();
    }

    private ClientCertificate ofKeyStore() {
        Path file = settings.file(Setting.KEYSTORE).orElseThrow();
        char[] password = settings.require(Secret.KEYSTORE_PASSWORD);
        try {
            KeyStore store = KeyStore.getInstance(file.toFile(), password);
            return ClientCertificate.ofKeyStore(store, settings.require(Setting.KEYSTORE_ALIAS), password);
        } catch (IOException | GeneralSecurityException unreadable) {
            throw new SetupException("The key store " + file + " cannot be opened: " + unreadable, unreadable);
        } catch (IllegalArgumentException wrong) {
            throw new SetupException("With the key store " + file + " nobody can log in: " + wrong.getMessage(), wrong);
        }
    }

    private ClientCertificate ofFiles() {
        Path certificate = settings.file(Setting.CERTIFICATE).orElseThrow();
        settings.require(Setting.KEY);
        Path key = settings.file(Setting.KEY).orElseThrow();
        try {
            Optional<char[]> passphrase = settings.get(Secret.KEY_PASSPHRASE);
            return passphrase.isPresent()
                    ? ClientCertificate.ofPem(certificate, key, passphrase.get())
                    : ClientCertificate.ofPem(certificate, key);
        } catch (IOException unreadable) {
            throw new SetupException("The certificate or its key cannot be read: " + unreadable, unreadable);
        } catch (IllegalArgumentException wrong) {
            throw new SetupException(
                    "With the certificate " + certificate + " and the key " + key + " nobody can log" + " in: "
                            + wrong.getMessage(),
                    wrong);
        }
    }

    private OAuthClient oauthClient() {
        String id = settings.require(Setting.CLIENT_ID);
        return settings.get(Secret.CLIENT_SECRET)
                .map(secret -> OAuthClient.of(id, () -> secret.clone()))
                .orElseGet(() -> OAuthClient.of(id));
    }

    private RefreshTokenStore refreshTokens() {
        return RefreshTokenStore.file(settings.state().refreshToken(settings.require(Setting.CLIENT_ID)));
    }
}
