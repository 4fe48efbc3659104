package io.github.anaplan4j.docs.architecture;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.reflect.Modifier;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A module of ours on the class path of the tests, with what it exports to everybody.
 *
 * @param name as in its descriptor
 * @param packages which it exports to everybody
 * @param types the public ones on the top level of these packages, by name
 */
record ExportedModule(String name, Set<String> packages, List<Class<?>> types) {
    private static final String ROOT = "io.github.anaplan4j";
    private static final String DESCRIPTOR = "module-info.class";
    private static final String CLASS = ".class";

    /** {@return the modules that export anything, which are the published ones} */
    static List<ExportedModule> all() throws IOException {
        return Collections.list(ExportedModule.class.getClassLoader().getResources(DESCRIPTOR)).stream()
                .map(ExportedModule::of)
                .filter(module -> module.name.equals(ROOT) || module.name.startsWith(ROOT + "."))
                .filter(module -> !module.packages.isEmpty())
                .sorted(Comparator.comparing(ExportedModule::name))
                .toList();
    }

    private static ExportedModule of(URL url) {
        try (InputStream in = url.openStream()) {
            ModuleDescriptor descriptor = ModuleDescriptor.read(in);
            Set<String> packages = descriptor.exports().stream()
                    .filter(exports -> !exports.isQualified())
                    .map(ModuleDescriptor.Exports::source)
                    .collect(Collectors.toUnmodifiableSet());
            boolean isOurs = descriptor.name().startsWith(ROOT);
            return new ExportedModule(
                    descriptor.name(), packages, isOurs ? types(home(url), descriptor.name(), packages) : List.of());
        } catch (IOException | URISyntaxException unreadable) {
            throw new IllegalStateException("Cannot read " + url, unreadable);
        }
    }

    /** A jar, or a directory if the module was compiled just now. */
    private static Path home(URL descriptor) throws IOException, URISyntaxException {
        if (descriptor.openConnection() instanceof JarURLConnection jar) {
            return Path.of(jar.getJarFileURL().toURI());
        }
        return Path.of(URI.create(descriptor.toString())).getParent();
    }

    private static List<Class<?>> types(Path home, String module, Set<String> packages) throws IOException {
        try (ModuleReader reader =
                        ModuleFinder.of(home).find(module).orElseThrow().open();
                Stream<String> resources = reader.list()) {
            return resources
                    .filter(name -> name.endsWith(CLASS) && !name.contains("-info") && !name.contains("$"))
                    .map(name ->
                            name.substring(0, name.length() - CLASS.length()).replace('/', '.'))
                    .filter(name -> packages.contains(name.substring(0, name.lastIndexOf('.'))))
                    .sorted()
                    .<Class<?>>map(ExportedModule::load)
                    .filter(type -> Modifier.isPublic(type.getModifiers()))
                    .toList();
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, ExportedModule.class.getClassLoader());
        } catch (ClassNotFoundException listedJustNow) {
            throw new IllegalStateException(listedJustNow);
        }
    }
}
