package io.github.anaplan4j.command.setup;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A secret, which is never an option.
 *
 * <p>A secret {@code password} is in the variable {@code ANAPLAN_PASSWORD}, or is what the program of
 * {@code password-command} prints, or what is in the file of {@code password-file}, or is typed at a prompt. A line
 * {@code password = ...} counts where {@code secrets-in-clear = true} stands beside it.
 */
public enum Secret {
    /** A token that was got elsewhere. */
    TOKEN("token"),
    /** The password of the user. */
    PASSWORD("password"),
    /** The passphrase of the private key. */
    KEY_PASSPHRASE("passphrase of the key"),
    /** The password of the key store. */
    KEYSTORE_PASSWORD("password of the key store"),
    /** The secret of the OAuth application. */
    CLIENT_SECRET("secret of the OAuth application"),
    /** The password of the proxy's user. */
    PROXY_PASSWORD("password of the proxy");

    private final String words;

    Secret(String words) {
        this.words = words;
    }

    /** {@return what it is, in words} */
    public String words() {
        return words;
    }

    /** {@return its name in a profile, such as {@code client-secret}} */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** {@return the name of the program in a profile that prints it} */
    public String command() {
        return key() + "-command";
    }

    /** {@return the name of the file in a profile that it is in} */
    public String file() {
        return key() + "-file";
    }

    /** {@return its variable in the environment, such as {@code ANAPLAN_CLIENT_SECRET}} */
    public String variable() {
        return "ANAPLAN_" + name();
    }

    private List<String> keys() {
        return List.of(key(), command(), file());
    }

    static Optional<Secret> of(String key) {
        return Arrays.stream(values())
                .filter(secret -> secret.keys().contains(key))
                .findFirst();
    }
}
