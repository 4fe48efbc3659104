package io.github.anaplan4j.command.doctor;

import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.AnaplanModel;
import io.github.anaplan4j.auth.ClientCertificate;
import io.github.anaplan4j.command.doctor.Check.Kind;
import io.github.anaplan4j.command.setup.LoginTrouble;
import io.github.anaplan4j.command.setup.Logins;
import io.github.anaplan4j.command.setup.Network;
import io.github.anaplan4j.command.setup.Secret;
import io.github.anaplan4j.command.setup.Session;
import io.github.anaplan4j.command.setup.Setting;
import io.github.anaplan4j.command.setup.Settings;
import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.ApiCondition;
import io.github.anaplan4j.error.LoginFailedException;
import io.github.anaplan4j.error.LookupException;
import io.github.anaplan4j.error.TransportException;
import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.ModelDefinition;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Goes the way of a request, step by step, until one fails.
 *
 * <p>It reads, and starts nothing. Secrets are in none of what it says.
 */
public final class Doctor implements AutoCloseable {
    private static final Duration SOON = Duration.ofDays(30);

    private final Settings settings;
    private final Way way;
    private final Wanted wanted;
    private final List<Check> checks = new ArrayList<>();
    private @Nullable Session session;
    private @Nullable AnaplanModel model;

    /**
     * What should be seen.
     *
     * @param kind the kind of the action
     * @param action the name or id of the action, or null
     * @param file the name or id of the file, or null
     */
    public record Wanted(
            ActionKind kind,
            @Nullable String action,
            @Nullable String file) {}

    /**
     * What came of a check.
     *
     * @param name what was looked at
     * @param finding what was found
     */
    public record Result(String name, Finding finding) {}

    /** How it went, over all. */
    public enum Verdict {
        /** Nothing failed. */
        WELL,
        /** A setting is wrong. */
        SETTINGS,
        /** The way there is not open. */
        WAY,
        /** The credentials are not accepted. */
        CREDENTIALS
    }

    /**
     * Makes a doctor.
     *
     * @param settings what is set
     * @param wanted what should be seen
     */
    public Doctor(Settings settings, Wanted wanted) {
        this.settings = settings;
        this.way = new Way(settings);
        this.wanted = wanted;
        checks.add(new Check("settings", Kind.SETTINGS, this::settings));
        checks.add(new Check("class path", Kind.SETTINGS, this::classPath));
        checks.add(new Check("credentials", Kind.CREDENTIALS, this::credentials));
        checks.add(new Check("name", Kind.WAY, way::name));
        checks.add(new Check("connection", Kind.WAY, way::connection));
        checks.add(new Check("proxy", Kind.WAY, way::proxy));
        checks.add(new Check("TLS", Kind.WAY, way::tls));
        checks.add(new Check("API", Kind.WAY, way::api));
        checks.add(new Check("clock", Kind.WAY, way::clock));
        checks.add(new Check("login", Kind.CREDENTIALS, this::login));
        checks.add(new Check("model", Kind.WAY, this::model));
        checks.add(new Check("action", Kind.WAY, this::action));
        checks.add(new Check("file", Kind.WAY, this::file));
        checks.add(new Check("rate limit", Kind.WAY, this::rateLimit));
    }

    /**
     * Goes through the checks.
     *
     * @param told hears of each as soon as it is known
     * @return what it all comes to
     */
    public Verdict examine(Consumer<Result> told) {
        Verdict verdict = Verdict.WELL;
        String failed = "";
        for (Check check : checks) {
            Finding finding = failed.isEmpty() ? check.find() : Finding.skipped(failed);
            told.accept(new Result(check.name(), finding));
            if (finding.state() == Finding.State.FAIL) {
                failed = check.name();
                Kind kind = finding.kind() == null ? check.kind() : finding.kind();
                verdict = Verdict.valueOf(kind.name());
            }
        }
        return verdict;
    }

    private Finding settings() {
        URI api = settings.apiUrl();
        URI auth = settings.authUrl();
        String plain = "http".equals(api.getScheme()) ? ", without TLS" : "";
        return Finding.ok(
                "from " + settings.profile() + ": API " + api + ", logins at " + auth,
                (settings.get(Setting.REGION).isPresent() ? "a region is set" : "no region is set") + plain);
    }

    private Finding classPath() {
        List<String> transports = Network.transports();
        String chosen = settings.get(Setting.TRANSPORT).orElse("httpclient");
        String all = String.join(", ", transports);
        String java = "Java " + Runtime.version() + " on " + System.getProperty("os.name");
        int count = Collections.frequency(transports, chosen);
        if (count != 1) {
            return Finding.fail(
                    (count == 0
                                    ? "there is no transport \"" + chosen + "\""
                                    : count + " transports are called " + chosen)
                            + "; on the class path: " + (all.isEmpty() ? "none" : all),
                    count + " transports of the chosen name",
                    count == 0 ? "Set transport to one of them." : "Take one of the jars from the class path.");
        }
        return Finding.ok(
                java + ", library " + version() + ", transports " + all + ", used is " + chosen,
                java + ", library " + version() + ", transports " + all + ", used is " + chosen);
    }

    private static String version() {
        return Optional.ofNullable(AnaplanClient.class.getPackage().getImplementationVersion())
                .orElse("of an unknown version");
    }

    // Before anything is sent: what cannot log in need not try.
    private Finding credentials() {
        Logins logins = new Logins(settings);
        if (settings.get(Secret.TOKEN).isPresent()) {
            return Finding.ok("a token that was got elsewhere", "a token");
        }
        if (settings.get(Setting.CERTIFICATE).isPresent()
                || settings.get(Setting.KEYSTORE).isPresent()) {
            return certificate(logins.certificate());
        }
        logins.credentials();
        String who = settings.get(Setting.USER)
                .or(() -> settings.get(Setting.CLIENT_ID))
                .orElse("");
        return Finding.ok("for " + who, settings.get(Setting.USER).isPresent() ? "a password" : "OAuth");
    }

    private Finding certificate(ClientCertificate pair) {
        Instant now = now();
        Instant end = pair.certificate().getNotAfter().toInstant();
        Instant begin = pair.certificate().getNotBefore().toInstant();
        String whose = pair.certificate().getSubjectX500Principal().getName() + ", valid until " + end;
        if (now.isAfter(end) || now.isBefore(begin)) {
            return Finding.fail(
                    "the certificate of " + whose
                            + (now.isAfter(end) ? " has expired" : " is not valid before " + begin),
                    now.isAfter(end) ? "the certificate has expired" : "the certificate is not valid yet",
                    "Get a new one, and have an administrator register it with Anaplan.");
        }
        if (now.plus(SOON).isAfter(end)) {
            return Finding.warn(
                    "the certificate of " + whose, "the certificate expires soon", "Get a new one in time.");
        }
        return Finding.ok("the certificate of " + whose + ", and its key fits", "a certificate whose key fits");
    }

    private Finding login() {
        session = Session.open(settings, new Logins(settings).credentials(), way.transport());
        try {
            return Finding.ok("as " + session.client().verify(), "accepted");
        } catch (AnaplanApiException refused) {
            String gist = "refused with " + refused.condition();
            return refused.condition() == ApiCondition.UNAUTHORIZED
                    ? Finding.fail(
                            String.valueOf(refused.getMessage()),
                            gist,
                            "The login went through, and the API does not know its token: are both of one region? Set"
                                    + " region.")
                    : Finding.fail(String.valueOf(refused.getMessage()), gist, "")
                            .meaning(Kind.WAY);
        } catch (LoginFailedException failed) {
            Finding finding = Finding.fail(String.valueOf(failed.getMessage()), "the login failed", "");
            return LoginTrouble.isOfTheServer(failed) ? finding.meaning(Kind.WAY) : finding;
        } catch (TransportException lost) {
            return Finding.fail(String.valueOf(lost.getMessage()), "no answer", "")
                    .meaning(Kind.WAY);
        }
    }

    private Finding model() {
        if (settings.get(Setting.MODEL).isEmpty()
                || settings.get(Setting.WORKSPACE).isEmpty()) {
            return Finding.ok("none is set", "none is set");
        }
        try {
            model = session.model();
            ModelDefinition definition = model.definition();
            String state = String.valueOf(definition.state());
            String words = "\"" + definition.name() + "\" in \"" + definition.workspaceName() + "\", " + state;
            if (definition.isArchived()) {
                return Finding.fail(words, "it is archived", "Have a workspace administrator unarchive it.");
            }
            boolean isOpen = state.equals("UNLOCKED") || state.equals("PRODUCTION");
            return isOpen
                    ? Finding.ok(words, state)
                    : Finding.warn(words, state, "Nothing can run in it as long as it is in that state.");
        } catch (AnaplanApiException refused) {
            return Finding.fail(
                    String.valueOf(refused.getMessage()),
                    "refused with " + refused.condition(),
                    "Is the model in this workspace, and may this user see it? See: anaplan list models");
        }
    }

    private Finding action() {
        if (model == null) {
            return Finding.ok("no model is set", "no model is set");
        }
        List<String> counts = new ArrayList<>();
        for (ActionKind kind : ActionKind.values()) {
            counts.add(model.actions(kind).size() + " " + kind.collection());
        }
        String seen = String.join(", ", counts) + " are visible";
        if (wanted.action() == null) {
            return Finding.ok(seen, seen);
        }
        try {
            boolean isThere = model.actions(wanted.kind()).stream()
                            .anyMatch(action -> action.ref().actionId().equals(wanted.action()))
                    || !model.actionNamed(wanted.kind(), wanted.action())
                            .toString()
                            .isEmpty();
            return isThere
                    ? Finding.ok("\"" + wanted.action() + "\" is visible; " + seen, seen)
                    : Finding.ok(seen, seen);
        } catch (LookupException none) {
            return Finding.fail(
                    String.valueOf(none.getMessage()),
                    "the action is not visible; " + seen,
                    "Is the name right, and the kind? May the role of this user use it?");
        }
    }

    private Finding file() {
        if (model == null || wanted.file() == null) {
            return Finding.ok("none is asked for", "none is asked for");
        }
        try {
            boolean isId =
                    model.files().stream().anyMatch(file -> file.ref().fileId().equals(wanted.file()));
            return Finding.ok(
                    "\"" + wanted.file() + "\" is visible"
                            + (isId
                                    ? ""
                                    : ", "
                                            + model.fileNamed(wanted.file())
                                                    .ref()
                                                    .fileId()),
                    "visible");
        } catch (LookupException none) {
            return Finding.fail(String.valueOf(none.getMessage()), "the file is not visible", "Is the name right?");
        }
    }

    private Finding rateLimit() {
        String most = settings.get(Setting.REQUESTS_PER_MINUTE).orElse("300") + " requests a minute are sent at most";
        Observed transport = way.transport();
        return transport.limits().isEmpty()
                ? Finding.ok(most + "; Anaplan does not say what others have left of its 600", "no headers of limits")
                : Finding.ok(most + "; " + String.join(", ", transport.limits()), "there are headers of limits");
    }

    /** {@return what the answers have told of open questions of the API, without anything of the user's} */
    public List<String> answers() {
        List<String> answers = new ArrayList<>();
        if (way.isOpen()) {
            Observed transport = way.transport();
            answers.add("Answers that are coded although that was not asked for: "
                    + (transport.codings().isEmpty() ? "none" : String.join(", ", transport.codings())));
            answers.add(
                    "Headers that tell of rate limits: " + (transport.limits().isEmpty() ? "none" : "there are some"));
        }
        if (model != null && wanted.action() != null) {
            model.actions(wanted.kind()).stream()
                    .filter(action -> action.name().equalsIgnoreCase(wanted.action())
                            || action.ref().actionId().equals(wanted.action()))
                    .findFirst()
                    .ifPresent(action -> answers.addAll(PastTasks.answers(
                            model.action(wanted.kind(), action.ref().actionId()), now())));
        }
        return answers;
    }

    private Instant now() {
        return settings.surroundings().time().now();
    }

    @Override
    public void close() {
        if (session == null) {
            way.close();
        } else {
            session.close();
        }
    }
}
