package com.example.plain;

import com.example.nightly.NightlyLoad;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** Does the nightly load, and lets a plugin do it that has a copy of everything, if there is one. */
public final class Host {
    private static final Path HOME = Path.of("").toAbsolutePath();

    private Host() {}

    /**
     * Runs it; a failure ends the program with a status other than 0.
     *
     * @param arguments the name of its own transport, and for a plugin its folder of jars and the name of its transport
     */
    public static void main(String[] arguments) throws Exception {
        List<String> told = new ArrayList<>();
        Logger.getLogger("io.github.anaplan4j").addHandler(new Listener(told));
        Callable<?> own = new NightlyLoad();
        if (arguments.length == 1) {
            doneWith(arguments[0], own, told);
            return;
        }
        try (URLClassLoader plugin = new URLClassLoader(jars(arguments[1]), ClassLoader.getPlatformClassLoader())) {
            Callable<?> other = (Callable<?>)
                    plugin.loadClass(NightlyLoad.class.getName()).getConstructor().newInstance();
            // Hosts set the context loader of a thread, or forget it, or leave that of somebody else.
            for (ClassLoader context : new ClassLoader[] {Host.class.getClassLoader(), plugin, null}) {
                Thread.currentThread().setContextClassLoader(context);
                doneWith(arguments[0], own, told);
                doneWith(arguments[2], other, told);
            }
        }
    }

    private static void doneWith(String transport, Callable<?> load, List<String> told) throws Exception {
        told.clear();
        System.out.println(load.call() + ", over " + transport);
        if (told.stream().noneMatch(line -> line.startsWith("Using the HTTP transport " + transport + " "))) {
            throw new IllegalStateException(transport + " was expected: " + told);
        }
    }

    private static URL[] jars(String folder) throws IOException {
        try (Stream<Path> files = Files.list(HOME.resolve(folder))) {
            List<URL> urls = new ArrayList<>();
            for (Path jar : files.toList()) {
                urls.add(jar.toUri().toURL());
            }
            return urls.toArray(URL[]::new);
        }
    }

    private static final class Listener extends Handler {
        private final List<String> told;

        Listener(List<String> told) {
            this.told = told;
        }

        @Override
        public void publish(LogRecord line) {
            told.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
