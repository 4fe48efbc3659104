package io.github.anaplan4j.docs.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Flushable;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each module exports is what the reviewed file of that module says, so nothing becomes public by accident. */
class ExportedSurfaceTest {
    private static final Path FILES = Path.of("api");
    private static final Pattern COUNT =
            Pattern.compile("# (\\d+) exported top-level types in (\\S+)\\R.*", Pattern.DOTALL);

    static List<ExportedModule> modules() throws IOException {
        return ExportedModule.all();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void theFileSaysWhatTheModuleExports(ExportedModule module) throws IOException {
        Signatures signatures = new Signatures(isExportedFrom(modules()));
        List<String> blocks = module.types().stream()
                .map(type -> String.join("\n", signatures.of(type)))
                .toList();
        String text =
                "# %d exported top-level types in %s\n".formatted(module.types().size(), module.name())
                        + blocks.stream().map(block -> "\n" + block + "\n").collect(Collectors.joining());

        new GoldenFile(file(module)).shouldSay(text);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void theFirstLineSaysHowManyTypes(ExportedModule module) throws IOException {
        Matcher head = COUNT.matcher(Files.readString(file(module)));

        assertThat(head.matches()).isTrue();
        assertThat(head.group(2)).isEqualTo(module.name());
        assertThat(Integer.parseInt(head.group(1))).isEqualTo(module.types().size());
    }

    @Test
    void everyPublishedModuleHasItsFileAndNobodyElse() throws IOException {
        assertThat(modules()).hasSize(4);
        try (Stream<Path> files = Files.list(FILES)) {
            assertThat(files)
                    .containsExactlyInAnyOrderElementsOf(
                            modules().stream().map(ExportedSurfaceTest::file).toList());
        }
    }

    @Test
    void aDifferenceIsToldByTypes() {
        assertThat(GoldenFile.difference(
                        "# 1\n\nclass A\n    a()\n    b()\n", "# 2\n\nclass A\n    a()\n\nclass B\n    a()\n"))
                .isEqualTo("- # 1\n+ # 2\n  class A\n-     b()\n+ class B\n+     a()");
    }

    @Test
    void eachKindOfTypeIsDescribed() {
        List<String> lines = new Signatures(type -> Modifier.isPublic(type.getModifiers())).of(Sample.class);

        assertThat(String.join("\n", lines).replace("docs.architecture.ExportedSurfaceTest.", ""))
                .isEqualTo("""
                        public static abstract class Sample<T extends Number & Comparable<T>> \
                        extends Hidden implements Flushable
                            protected Sample(T[]) throws IOException
                            protected final int field
                            public <E extends Exception> void throwing(Class<E>) throws E
                            public @Nullable String maybe(@Nullable String, int @Nullable [])
                            public abstract Map<? extends T, ? super T> wild(List<?>, String...)
                            public static final String CONSTANT
                            public void inherited()
                        public enum Sample.Colour
                            BLUE
                            RED
                        protected static final class Sample.Deep implements Supplier<String>
                            public Deep()
                            public String get()
                        public @interface Sample.Note
                            public abstract String[] value()
                            public abstract default int size()
                        public non-sealed interface Sample.Open extends Sample.Shape
                        public record Sample.Round(int corners, @Nullable String name) implements Sample.Shape
                            public Round(int)
                            public static Sample.Round of()
                        public sealed interface Sample.Shape permits Sample.Open, Sample.Round
                            public abstract int corners()
                            public default int size()\
                        """);
    }

    private static Predicate<Class<?>> isExportedFrom(List<ExportedModule> modules) {
        return type -> Modifier.isPublic(type.getModifiers())
                && modules.stream().anyMatch(module -> module.packages().contains(type.getPackageName()));
    }

    private static Path file(ExportedModule module) {
        return FILES.resolve(module.name() + ".txt");
    }

    private abstract static class Hidden {
        public void inherited() {}

        void unseen() {}
    }

    /** One of each. */
    public abstract static class Sample<T extends Number & Comparable<T>> extends Hidden implements Flushable {
        public static final String CONSTANT = "";

        protected final int field = 1;

        protected Sample(T[] first) throws IOException {}

        Sample() {}

        public abstract Map<? extends T, ? super T> wild(List<?> list, String... more);

        public <E extends Exception> void throwing(Class<E> type) throws E, IllegalStateException {}

        public @Nullable String maybe(@Nullable String text, int @Nullable [] numbers) {
            return text;
        }

        void unseen(int overloaded) {}

        @Override
        public String toString() {
            return "";
        }

        /** An annotation. */
        public @interface Note {
            String[] value();

            int size() default 1;
        }

        /** Constants, of which one has a body. */
        public enum Colour {
            RED,
            BLUE {
                @Override
                public String toString() {
                    return "blue";
                }
            }
        }

        /** Sealed. */
        public sealed interface Shape permits Round, Open, Unseen {
            int corners();

            default int size() {
                return 1;
            }
        }

        /** A record. */
        public record Round(int corners, @Nullable String name) implements Shape {
            public Round(int corners) {
                this(corners, null);
            }

            public static Round of() {
                return new Round(0);
            }
        }

        /** Open again. */
        public non-sealed interface Open extends Shape {}

        private record Unseen(int corners) implements Shape {}

        /** Has a bridge method. */
        protected static final class Deep implements Supplier<String> {
            public Deep() {}

            @Override
            public String get() {
                return "";
            }
        }
    }
}
