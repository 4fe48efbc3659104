package io.github.anaplan4j.command.setup;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The lines of one environment in the file of profiles.
 *
 * <p>It is a properties file: {@code prod.region = EU1} is of the profile {@code prod}, {@code region = EU1} of all,
 * and {@code profile = prod} says which one counts if none is named.
 *
 * @param file where they stand
 * @param name the profile; empty if none was chosen
 * @param lines its settings by their names, without the profile's
 */
record Profile(Path file, String name, Map<String, String> lines) {
    private static final String CHOICE = "profile";

    static Profile read(Path file, @Nullable String wanted, boolean isFileWanted) {
        if (!Files.exists(file)) {
            if (isFileWanted) {
                throw new SetupException("There is no file of profiles " + file + ".");
            }
            if (wanted != null) {
                throw new SetupException("There is no profile \"" + wanted + "\", because there is no file " + file
                        + ". Make it, with lines such as: " + wanted + ".region = EU1");
            }
            return new Profile(file, "", Map.of());
        }
        Properties all = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            all.load(reader);
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new SetupException(
                    "The file of profiles " + file + " cannot be read: " + unreadable.getMessage()
                            + ". In it a backslash is written twice.",
                    unreadable);
        }
        String name = wanted != null ? wanted : all.getProperty(CHOICE, "").strip();
        return new Profile(file, name, lines(file, all, name));
    }

    private static Map<String, String> lines(Path file, Properties all, String name) {
        Map<String, String> general = new TreeMap<>();
        Map<String, String> own = new TreeMap<>();
        TreeSet<String> names = new TreeSet<>();
        for (String line : new TreeSet<>(all.stringPropertyNames())) {
            int dot = line.lastIndexOf('.');
            String key = line.substring(dot + 1);
            if (!line.equals(CHOICE)
                    && Setting.of(key).isEmpty()
                    && Secret.of(key).isEmpty()) {
                throw new SetupException("\"" + line + "\" in " + file + " sets nothing. What can be set: "
                        + Setting.all() + "; each may have the name of a profile and a dot before it.");
            }
            String value = all.getProperty(line).strip();
            if (dot < 0) {
                general.put(key, value);
            } else {
                names.add(line.substring(0, dot));
                if (line.substring(0, dot).equals(name)) {
                    own.put(key, value);
                }
            }
        }
        if (!name.isEmpty() && !names.contains(name)) {
            throw new SetupException("There is no profile \"" + name + "\" in " + file + ", which has "
                    + (names.isEmpty() ? "none" : names.stream().collect(Collectors.joining(", "))) + ".");
        }
        general.putAll(own);
        return Map.copyOf(general);
    }

    Optional<String> line(String key) {
        return Optional.ofNullable(lines.get(key)).filter(value -> !value.isEmpty());
    }

    /** {@return a file that a line names, which counts from where the profiles are} */
    Path path(String value) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? Path.of(value) : parent.resolve(value);
    }

    @Override
    public String toString() {
        return (name.isEmpty() ? "" : "profile " + name + " of ") + file;
    }
}
