package io.github.anaplan4j.docs.chaos;

import io.github.anaplan4j.testkit.Fault;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every fault that the testkit can make, found by its type, so that a new one is here without being named. */
final class TestkitFaults {
    private static final byte[] BODY = "{\"task\":{}}".repeat(100).getBytes(StandardCharsets.UTF_8);
    // Pauses of real time between two bytes, of which each is none.
    private static final Duration NO_PAUSE = Duration.ofNanos(1);
    private static final Map<Class<?>, List<?>> ARGUMENTS = Map.of(
            int.class, List.of(200, 204, 400, 403, 404, 409, 500, 503),
            long.class, List.of(300_000L),
            String.class, List.of("7"),
            byte[].class, List.of(BODY),
            Map.class, List.of(Map.of()),
            Duration.class, List.of(NO_PAUSE),
            Fault.class, List.of(Fault.noAnswer()));

    private TestkitFaults() {}

    /** {@return the faults by name, in the same order each time} */
    static Map<String, Fault> all() {
        Map<String, Fault> all = new TreeMap<>(Fault.canned());
        Arrays.stream(Fault.class.getMethods())
                .filter(method -> Modifier.isStatic(method.getModifiers()) && method.getReturnType() == Fault.class)
                .sorted(Comparator.comparing(Method::toString))
                .forEach(method -> addAll(method, new ArrayList<>(), all));
        return all;
    }

    private static void addAll(Method method, List<Object> arguments, Map<String, Fault> all) {
        if (arguments.size() < method.getParameterCount()) {
            Class<?> next = method.getParameterTypes()[arguments.size()];
            List<?> values = ARGUMENTS.get(next);
            if (values == null) {
                throw new AssertionError("Say here what a " + next + " may be, for " + method);
            }
            for (Object value : values) {
                arguments.add(value);
                addAll(method, arguments, all);
                arguments.remove(arguments.size() - 1);
            }
            return;
        }
        try {
            Fault fault = (Fault) method.invoke(null, arguments.toArray());
            Object first = arguments.isEmpty() || !(arguments.get(0) instanceof Number) ? "" : "-" + arguments.get(0);
            if (!all.containsValue(fault)) {
                all.put(method.getName() + method.getParameterCount() + first, fault);
            }
        } catch (ReflectiveOperationException impossible) {
            throw new AssertionError(method.toString(), impossible);
        }
    }
}
