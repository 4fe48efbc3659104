package io.github.anaplan4j.transport.feign;

import feign.Client;
import feign.Feign;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which client a builder has.
 *
 * <p>Feign shows it to capabilities alone, and to each as those before it have wrapped it. So it is read from the field
 * that Feign itself reads for them.
 */
final class BuilderClient {
    private BuilderClient() {}

    /**
     * Returns the client that a user has set.
     *
     * @param builder the user's builder
     * @return the client; null if it is the one that Feign gives to every builder
     * @throws IllegalArgumentException if it is one of that kind with parts of the user's, which must not be lost
     */
    static @Nullable Client setByUser(Feign.Builder builder) {
        Client client = of(builder);
        Client given = of(Feign.builder());
        if (client instanceof SocketClient || client instanceof TimeLimitedClient) {
            throw new IllegalArgumentException(
                    "The builder belongs to another FeignTransport already; make a new one.");
        }
        if (!given.getClass().isInstance(client)) {
            return client;
        }
        boolean isPlain = isPlain(client.getClass(), given.getClass())
                && Arrays.stream(given.getClass().getDeclaredFields())
                        .filter(field -> !Modifier.isStatic(field.getModifiers()))
                        .allMatch(field -> Objects.equals(value(field, client), value(field, given)));
        if (!isPlain) {
            throw new IllegalArgumentException("The builder's Client is Feign's default one with TLS, a proxy or"
                    + " something else of its own, and would give the JVM's passwords and cookies to the server: leave"
                    + " it out and say the same with TransportSettings, or set another Client.");
        }
        return null;
    }

    @SuppressWarnings("deprecation") // what one wrote before, and in older versions of Feign the only name
    private static boolean isPlain(Class<?> type, Class<?> given) {
        return type == given || type == Client.Default.class;
    }

    private static Client of(Feign.Builder builder) {
        try {
            return (Client) value(Feign.Builder.class.getDeclaredField("client"), builder);
        } catch (NoSuchFieldException changed) {
            throw unreadable(changed);
        }
    }

    private static Object value(Field field, Object owner) {
        try {
            field.setAccessible(true);
            return field.get(owner);
        } catch (ReflectiveOperationException | RuntimeException closed) {
            throw unreadable(closed);
        }
    }

    private static IllegalStateException unreadable(Exception why) {
        return new IllegalStateException(
                "This version of Feign does not show which client a builder has: use one that begins with 13.", why);
    }
}
