package io.github.anaplan4j.docs.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.testkit.AnaplanAssertions;
import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What must not be null is told by its name where it comes in, and not where it is used, or never. */
class NullArgumentsTest {
    private static final Map<Class<?>, Object> SAMPLES = Map.ofEntries(
            Map.entry(String.class, "a"),
            Map.entry(CharSequence.class, "a"),
            Map.entry(int.class, 1),
            Map.entry(long.class, 1L),
            Map.entry(double.class, 1.0),
            Map.entry(boolean.class, true),
            Map.entry(Duration.class, Duration.ofSeconds(1)),
            Map.entry(Instant.class, Instant.EPOCH),
            Map.entry(URI.class, URI.create("https://api.example.com/2/0")),
            Map.entry(Path.class, Path.of("none")),
            Map.entry(Locale.class, Locale.ROOT),
            Map.entry(Optional.class, Optional.empty()),
            Map.entry(List.class, List.of()),
            Map.entry(Map.class, Map.of()),
            Map.entry(Throwable.class, new IOException("a")));

    @Test
    void eachEntryTellsWhatIsNull() throws Exception {
        List<String> silent = new ArrayList<>();
        int tried = 0;
        for (ExportedModule module : ExportedModule.all()) {
            for (Class<?> type : entered(module)) {
                for (Executable entry : entries(type)) {
                    tried += triedWithNull(entry, silent);
                }
            }
        }

        assertThat(tried).isGreaterThan(50);
        assertThat(silent).isEmpty();
    }

    // Not what the library itself makes: exceptions and reports. AssertJ's entries take null, which fails later.
    private static List<Class<?>> entered(ExportedModule module) {
        return module.types().stream()
                .filter(type -> !type.getPackageName().matches(".*\\.(error|report)"))
                .filter(type -> type != AnaplanAssertions.class)
                .toList();
    }

    private static List<Executable> entries(Class<?> type) {
        boolean isBuilder = type.getSimpleName().endsWith("Builder");
        Stream<Executable> methods = Arrays.stream(type.getDeclaredMethods())
                .filter(method -> isBuilder || Modifier.isStatic(method.getModifiers()))
                .map(method -> method);
        Stream<Executable> constructors = Modifier.isAbstract(type.getModifiers())
                ? Stream.empty()
                : Arrays.stream(type.getDeclaredConstructors());
        return Stream.concat(methods, constructors)
                .filter(entry -> Modifier.isPublic(entry.getModifiers()) && !entry.isSynthetic())
                .toList();
    }

    private static int triedWithNull(Executable entry, List<String> silent) {
        int tried = 0;
        for (int i = 0; i < entry.getParameterCount(); i++) {
            Parameter parameter = entry.getParameters()[i];
            boolean mayBeNull = parameter.getAnnotatedType().isAnnotationPresent(Nullable.class);
            if (parameter.getType().isPrimitive() || mayBeNull) {
                continue;
            }
            Object[] arguments = Arrays.stream(entry.getParameterTypes())
                    .map(NullArgumentsTest::sample)
                    .toArray();
            arguments[i] = null;
            tried++;
            Throwable told = failure(entry, arguments);
            if (!isTold(told)) {
                silent.add(entry + ", parameter " + (i + 1) + ": " + told);
            }
        }
        return tried;
    }

    // Where a variable of the environment is likely to be missing, the message says so, which no name could.
    private static boolean isTold(@Nullable Throwable told) {
        return (told instanceof NullPointerException || told instanceof IllegalArgumentException)
                && told.getMessage() != null;
    }

    private static @Nullable Throwable failure(Executable entry, Object[] arguments) {
        try {
            if (entry instanceof Method method) {
                method.invoke(Modifier.isStatic(method.getModifiers()) ? null : AnaplanClient.builder(), arguments);
            } else if (entry instanceof Constructor<?> constructor) {
                constructor.newInstance(arguments);
            }
            return null;
        } catch (InvocationTargetException failed) {
            return failed.getCause();
        } catch (ReflectiveOperationException | IllegalArgumentException notCalled) {
            return new AssertionError(notCalled);
        }
    }

    private static @Nullable Object sample(Class<?> type) {
        return sample(type, 0);
    }

    private static @Nullable Object sample(Class<?> type, int depth) {
        if (SAMPLES.containsKey(type)) {
            return SAMPLES.get(type);
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        if (type.isArray()) {
            return Array.newInstance(type.getComponentType(), 0);
        }
        if (type.isInterface() && !type.isSealed()) {
            return Proxy.newProxyInstance(
                    type.getClassLoader(),
                    new Class<?>[] {type},
                    (proxy, method, arguments) -> method.getReturnType() == int.class ? 1 : null);
        }
        if (depth > 4) {
            return null;
        }
        Stream<Executable> makers = Stream.concat(
                Arrays.stream(type.getDeclaredMethods())
                        .filter(method -> Modifier.isStatic(method.getModifiers()) && method.getReturnType() == type),
                Arrays.stream(type.getDeclaredConstructors()));
        return makers.filter(maker -> Modifier.isPublic(maker.getModifiers()))
                .map(maker -> made(maker, depth))
                .filter(made -> made != null)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Object made(Executable maker, int depth) {
        Object[] arguments = Arrays.stream(maker.getParameterTypes())
                .map(type -> sample(type, depth + 1))
                .toArray();
        try {
            return maker instanceof Method method
                    ? method.invoke(null, arguments)
                    : ((Constructor<?>) maker).newInstance(arguments);
        } catch (ReflectiveOperationException | IllegalArgumentException notThisWay) {
            return null;
        }
    }
}
