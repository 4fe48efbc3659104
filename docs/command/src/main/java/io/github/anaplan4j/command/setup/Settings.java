package io.github.anaplan4j.command.setup;

import io.github.anaplan4j.AnaplanRegion;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What counts of options, environment and profile: of each setting the first of these.
 *
 * <p>It reads what is set and sends nothing.
 */
public final class Settings {
    private final Map<Setting, String> options;
    private final Surroundings surroundings;
    private final Profile profile;

    private Settings(Map<Setting, String> options, Surroundings surroundings, Profile profile) {
        this.options = options;
        this.surroundings = surroundings;
        this.profile = profile;
    }

    /**
     * Reads the profile.
     *
     * @param options the options of the command line
     * @param surroundings the environment
     * @param profile the profile that was named; null for the default one
     * @param file the file of profiles that was named; null for the default one
     * @return the settings
     * @throws SetupException if the file is wrong
     */
    public static Settings of(
            Map<Setting, String> options, Surroundings surroundings, @Nullable String profile, @Nullable Path file) {
        Map<String, String> environment = surroundings.environment();
        String wanted = profile != null ? profile : environment.get("ANAPLAN_PROFILE");
        String named = file != null ? file.toString() : environment.get("ANAPLAN_CONFIG");
        Path read = named != null ? Path.of(named) : defaultFile(surroundings);
        Map<Setting, String> copy = new EnumMap<>(Setting.class);
        copy.putAll(options);
        return new Settings(copy, surroundings, Profile.read(read, wanted, named != null));
    }

    /**
     * {@return where profiles are read from, unless another file is named}
     *
     * @param surroundings the environment
     */
    public static Path defaultFile(Surroundings surroundings) {
        String base = surroundings.environment().get("XDG_CONFIG_HOME");
        return (base == null || base.isEmpty() ? surroundings.home().resolve(".config") : Path.of(base))
                .resolve("anaplan4j")
                .resolve("profiles.properties");
    }

    /**
     * {@return a setting, if it is set}
     *
     * @param setting the setting
     */
    public Optional<String> get(Setting setting) {
        return Optional.ofNullable(options.get(setting))
                .or(() -> Optional.ofNullable(surroundings.environment().get(setting.variable())))
                .filter(value -> !value.isBlank())
                .or(() -> profile.line(setting.key()));
    }

    /**
     * {@return a setting that has to be there}
     *
     * @param setting the setting
     * @throws SetupException if it is not
     */
    public String require(Setting setting) {
        return get(setting)
                .orElseThrow(() -> new SetupException("The " + setting.key() + " is not set. Set it with "
                        + setting.option() + ", with " + setting.variable() + " in the environment, or with a line "
                        + setting.key() + " = ... in " + profile + "."));
    }

    /**
     * {@return a file that a setting names; one of a profile counts from where the profiles are}
     *
     * @param setting the setting
     */
    public Optional<Path> file(Setting setting) {
        boolean isOfProfile = options.get(setting) == null
                && surroundings
                        .environment()
                        .getOrDefault(setting.variable(), "")
                        .isBlank();
        return get(setting).map(value -> path(setting.key(), value, isOfProfile));
    }

    private Path path(String key, String value, boolean isOfProfile) {
        try {
            return isOfProfile ? profile.path(value) : Path.of(value);
        } catch (InvalidPathException wrong) {
            throw new SetupException("The " + key + " \"" + value + "\" is no path: " + wrong.getReason(), wrong);
        }
    }

    /** {@return a whole number above zero} */
    Optional<Integer> number(Setting setting) {
        return get(setting).map(value -> {
            if (value.matches("[1-9]\\d{0,8}")) {
                return Integer.valueOf(value);
            }
            throw wrong(setting, value, "a whole number above zero", null);
        });
    }

    /** {@return how far apart two looks at a task of a fake on this machine are, if that is set} */
    public Optional<Duration> pollingFloor() {
        return get(Setting.POLLING_FLOOR).map(value -> {
            try {
                return Durations.parse(value);
            } catch (IllegalArgumentException wrong) {
                throw wrong(Setting.POLLING_FLOOR, value, wrong.getMessage(), wrong);
            }
        });
    }

    /**
     * {@return the base URL of the API}
     *
     * @throws SetupException if it is none
     */
    public URI apiUrl() {
        return url(Setting.API_URL, region().orElse(AnaplanRegion.US1).api());
    }

    /**
     * {@return the base URL of logins}
     *
     * @throws SetupException if it is none
     */
    public URI authUrl() {
        return url(Setting.AUTH_URL, region().orElse(AnaplanRegion.US1).auth());
    }

    /**
     * {@return the base URL of OAuth}
     *
     * @throws SetupException if it is none
     */
    public URI oauthUrl() {
        return url(Setting.OAUTH_URL, region().orElse(AnaplanRegion.US1).oauth());
    }

    private URI url(Setting setting, URI usual) {
        return get(setting)
                .map(value -> {
                    try {
                        URI url = new URI(value);
                        if (url.getHost() == null) {
                            throw wrong(setting, value, "a URL such as " + usual, null);
                        }
                        return url;
                    } catch (URISyntaxException none) {
                        throw wrong(setting, value, "a URL such as " + usual, none);
                    }
                })
                .orElse(usual);
    }

    /** {@return the region that is set} */
    Optional<AnaplanRegion> region() {
        return get(Setting.REGION).map(value -> {
            try {
                return AnaplanRegion.of(value);
            } catch (IllegalArgumentException wrong) {
                throw new SetupException(
                        "The region " + value + " is not known. Known are "
                                + String.join(
                                        ", ",
                                        AnaplanRegion.known().stream()
                                                .map(AnaplanRegion::name)
                                                .toList())
                                + "; for another, set api-url, auth-url and oauth-url.",
                        wrong);
            }
        });
    }

    SetupException wrong(Setting setting, String value, @Nullable String wanted, @Nullable Throwable cause) {
        String message = "The " + setting.key() + " is \"" + value + "\", and not " + wanted + ".";
        return cause == null ? new SetupException(message) : new SetupException(message, cause);
    }

    /**
     * Gets a secret, and asks for it where a person sits at a terminal.
     *
     * @param secret the secret
     * @return it
     * @throws SetupException if it is nowhere
     */
    public char[] require(Secret secret) {
        Optional<char[]> found = get(secret);
        if (found.isPresent()) {
            return found.get();
        }
        if (surroundings.console() != null) {
            char[] typed = surroundings.console().readPassword("The %s: ", secret.words());
            if (typed != null && typed.length > 0) {
                return typed;
            }
        }
        throw new SetupException("The " + secret.words() + " is not set. Set " + secret.variable()
                + " in the environment, or in " + profile + " a line " + secret.command()
                + " = ..., whose program prints it, or " + secret.file() + " = ..., which has it in its first line.");
    }

    /**
     * {@return a secret, if it is set; nobody is asked}
     *
     * @param secret the secret
     */
    public Optional<char[]> get(Secret secret) {
        String variable = surroundings.environment().get(secret.variable());
        if (variable != null && !variable.isEmpty()) {
            return Optional.of(variable.toCharArray());
        }
        return profile.line(secret.command())
                .map(command -> printed(secret, command))
                .or(() -> profile.line(secret.file()).map(file -> firstLine(secret, profile.path(file))))
                .or(() -> profile.line(secret.key()).map(line -> inClear(secret, line)))
                .map(String::toCharArray);
    }

    private String inClear(Secret secret, String line) {
        if (!get(Setting.SECRETS_IN_CLEAR).filter("true"::equals).isPresent()) {
            throw new SetupException("The " + secret.words() + " stands in the clear in " + profile + ", and is not"
                    + " used. Write " + secret.command() + " = ... or " + secret.file()
                    + " = ... in its place, or allow it with a line secrets-in-clear = true.");
        }
        return line;
    }

    private static String firstLine(Secret secret, Path file) {
        try (var lines = Files.lines(file, StandardCharsets.UTF_8)) {
            return lines.findFirst()
                    .filter(line -> !line.isEmpty())
                    .orElseThrow(() -> new SetupException("The file of the " + secret.words() + " is empty: " + file));
        } catch (IOException unreadable) {
            throw new SetupException(
                    "The file of the " + secret.words() + " cannot be read: " + unreadable, unreadable);
        }
    }

    private static String printed(Secret secret, String command) {
        boolean isWindows = System.getProperty("os.name").startsWith("Windows");
        ProcessBuilder shell =
                isWindows ? new ProcessBuilder("cmd", "/c", command) : new ProcessBuilder("sh", "-c", command);
        try {
            Process process =
                    shell.redirectError(ProcessBuilder.Redirect.INHERIT).start();
            process.getOutputStream().close();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0 || printed.isBlank()) {
                process.destroy();
                throw new SetupException(
                        "The program of " + secret.command() + " did not print the " + secret.words() + ": " + command);
            }
            return printed.lines().findFirst().orElseThrow();
        } catch (IOException failed) {
            throw new SetupException("The program of " + secret.command() + " cannot be run: " + failed, failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SetupException("Interrupted while " + secret.command() + " ran.", interrupted);
        }
    }

    /** {@return where ledger, durations and tokens are kept} */
    public StateDirectory state() {
        return StateDirectory.of(file(Setting.STATE_DIRECTORY), surroundings);
    }

    /** {@return what is around} */
    public Surroundings surroundings() {
        return surroundings;
    }

    /** {@return where the lines of the profile stand} */
    public String profile() {
        return profile.toString();
    }
}
