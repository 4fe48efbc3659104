package io.github.anaplan4j.internal.auth;

import io.github.anaplan4j.error.LoginFailedException;
import io.github.anaplan4j.internal.port.Login;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.function.Supplier;

/** Logs in with user and password, as HTTP's Basic authentication has them. */
final class PasswordLogin implements Login {
    private final String user;
    private final Supplier<char[]> password;

    PasswordLogin(String user, Supplier<char[]> password) {
        this.user = user;
        this.password = password;
    }

    @Override
    public Request request(Instant now) {
        char[] secret = password.get();
        if (secret == null || secret.length == 0) {
            throw new LoginFailedException(
                    "There is no password for " + user + ". Is the variable set, or the entry of the vault there?",
                    null);
        }
        CharBuffer pair = CharBuffer.allocate(user.length() + 1 + secret.length);
        pair.put(user).put(':').put(secret).flip();
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(pair);
        try {
            byte[] exact = Arrays.copyOf(bytes.array(), bytes.limit());
            String encoded = Base64.getEncoder().encodeToString(exact);
            Arrays.fill(exact, (byte) 0);
            return new Request("Basic " + encoded, Map.of());
        } finally {
            Arrays.fill(pair.array(), '\0');
            Arrays.fill(bytes.array(), (byte) 0);
        }
    }

    @Override
    public String cure() {
        return "Check user and password of " + user + ". Passwords lapse after 90 days, and a user who has to log in by"
                + " single sign-on needs a certificate or must be made an exception user.";
    }

    @Override
    public String toString() {
        return "PasswordLogin[" + user + "]";
    }
}
