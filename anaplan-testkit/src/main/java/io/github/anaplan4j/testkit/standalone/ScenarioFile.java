package io.github.anaplan4j.testkit.standalone;

import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.FileRef;
import io.github.anaplan4j.task.ModelRef;
import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.testkit.Scenario;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Reads what a fake shall be like from a YAML file: users, models, actions and how they go, files, and faults. */
final class ScenarioFile {
    private static final Map<String, ActionKind> KINDS = Map.of(
            "process", ActionKind.PROCESS,
            "import", ActionKind.IMPORT,
            "export", ActionKind.EXPORT,
            "delete", ActionKind.ACTION);
    private static final Map<ActionKind, String> TYPES = Map.of(
            ActionKind.PROCESS, "",
            ActionKind.IMPORT, "HIERARCHY_DATA",
            ActionKind.EXPORT, "TABULAR_MULTI_COLUMN",
            ActionKind.ACTION, "DELETE_BY_SELECTION");

    private static final LoadSettings SETTINGS = LoadSettings.builder().build();
    private static final int DEEPEST = 20; // twice what a file needs

    private final Problems problems;
    private final Path folder;
    private final ScenarioReader scenarios;
    private final FaultReader faults;
    private final RecordedReader recorded;
    private final List<Consumer<FakeAnaplan>> given = new ArrayList<>();
    private final Set<String> taken = new HashSet<>();
    private final Map<String, String> workspaceNames = new HashMap<>();

    private ScenarioFile(String name, Path folder) {
        this.problems = new Problems(name);
        this.folder = folder;
        this.scenarios = new ScenarioReader(problems);
        this.faults = new FaultReader(problems);
        this.recorded = new RecordedReader(problems, faults);
    }

    /**
     * Reads a file.
     *
     * @param name what to call the file in messages
     * @param text what stands in it
     * @param folder where the files are that it names
     * @return gives a fake all that the file says
     * @throws ScenarioFileException if anything is wrong with it
     */
    static Consumer<FakeAnaplan> read(String name, String text, Path folder) throws ScenarioFileException {
        ScenarioFile file = new ScenarioFile(name, folder);
        file.parse(text).ifPresent(root -> file.read(new Fields(root, file.problems)));
        file.problems.throwIfAny();
        return fake -> file.given.forEach(one -> one.accept(fake));
    }

    private Optional<Node> parse(String text) {
        try {
            if (isTooDeep(parser(text))) {
                return Optional.empty();
            }
            Optional<Node> root = new Composer(SETTINGS, parser(text)).getSingleNode();
            if (root.isEmpty()) {
                problems.add(Optional.empty(), "The file is empty. The option --example prints one to begin with.");
            }
            return root;
        } catch (MarkedYamlEngineException broken) {
            String context = broken.getContext() == null ? "" : broken.getContext() + " ";
            problems.add(broken.getProblemMark(), "This is not YAML: " + context + broken.getProblem() + ".");
        } catch (YamlEngineException broken) {
            problems.add(Optional.empty(), "This is not YAML: " + broken.getMessage());
        } catch (IllegalArgumentException broken) { // the parser lets it out
            problems.add(
                    Optional.empty(),
                    "This is not YAML: an escaped character, such as \"\\x41\", or a version has no number.");
        }
        return Optional.empty();
    }

    private static Parser parser(String text) {
        return new ParserImpl(SETTINGS, new StreamReader(SETTINGS, text));
    }

    // What follows goes down by recursion.
    private boolean isTooDeep(Parser events) {
        int depth = 0;
        while (events.hasNext()) {
            Event event = events.next();
            if (event instanceof CollectionStartEvent && ++depth > DEEPEST) {
                problems.add(event.getStartMark(), "Nothing in such a file is nested as deeply; close some brackets.");
                return true;
            }
            if (event instanceof CollectionEndEvent) {
                depth--;
            }
        }
        return false;
    }

    private void read(Fields root) {
        root.list("users").forEach(node -> user(node, root));
        root.list("certificates").forEach(node -> certificate(node, root));
        if (root.list("models").isEmpty() && !root.has("recorded")) {
            root.missing("models");
        }
        given.add(fake -> fake.models().dropModel(fake.model()));
        root.list("models").forEach(this::model);
        root.duration("devices-approved-after")
                .ifPresent(wait -> given.add(fake -> fake.logins().approveDevicesAfter(wait)));
        root.list("faults").forEach(node -> given.add(faults.injected(node)));
        given.add(recorded.read(root.list("recorded")));
        root.end();
    }

    private void user(Node node, Fields root) {
        if (!(node instanceof MappingNode)) {
            root.text(node).ifPresent(name -> given.add(fake -> fake.logins().givenUser(name)));
            return;
        }
        Fields user = new Fields(node, problems);
        String name = user.requiredText("name");
        Optional<String> password = user.text("password");
        user.end();
        given.add(fake -> password.ifPresentOrElse(
                word -> fake.logins().givenUser(name, word), () -> fake.logins().givenUser(name)));
    }

    private void certificate(Node node, Fields root) {
        root.text(node).ifPresent(name -> {
            try {
                byte[] pem = NamedFile.read(folder.resolve(name));
                X509Certificate certificate = (X509Certificate)
                        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
                given.add(fake -> fake.logins().givenCertificate(certificate));
            } catch (InvalidPathException noName) {
                problems.add(node, "There is no certificate in \"" + name + "\": it is no name of a file.");
            } catch (IOException unreadable) {
                problems.add(
                        node,
                        "There is no certificate in " + name + ", looked for beside this file: "
                                + NamedFile.why(unreadable) + ".");
            } catch (CertificateException neither) {
                problems.add(node, "There is no certificate in " + name + ": what is there is neither PEM nor DER.");
            }
        });
    }

    private void model(Node node) {
        Fields model = new Fields(node, problems);
        String id = model.requiredText("id");
        String name = model.text("name").orElse(id);
        String workspaceId = model.requiredText("workspace");
        String workspaceName =
                model.text("workspace-name").orElse(workspaceNames.getOrDefault(workspaceId, workspaceId));
        Optional<ModelRef> found = id.isEmpty() || workspaceId.isEmpty()
                ? Optional.empty()
                : problems.at(node, () -> new ModelRef(workspaceId, id));
        found.ifPresent(ref -> given.add(fake -> fake.models().givenModel(ref, name, workspaceName)));
        // Read them all the same, for what is wrong with them.
        ModelRef ref = found.orElse(new ModelRef("unknown", "unknown"));
        takes(node, "model " + id);
        if (!workspaceName.equals(workspaceNames.computeIfAbsent(workspaceId, first -> workspaceName))) {
            problems.add(
                    node,
                    "The workspace " + workspaceId + " is called \"" + workspaceNames.get(workspaceId)
                            + "\" above; it has one name.");
        }
        model.list("actions").forEach(action -> action(ref, action));
        model.list("files").forEach(file -> file(ref, file));
        model.list("views").forEach(view -> view(ref, view));
        model.end();
    }

    private void action(ModelRef model, Node node) {
        Fields fields = new Fields(node, problems);
        List<String> kinds =
                KINDS.keySet().stream().filter(fields::has).sorted().toList();
        if (kinds.size() != 1) {
            problems.add(
                    node,
                    "An action is a process, an import, an export or a delete: one of these fields, with its name in"
                            + " it.");
            return;
        }
        ActionKind kind = KINDS.get(kinds.get(0));
        String name = fields.requiredText(kinds.get(0));
        String id = fields.requiredText("id");
        Optional<Scenario> scenario = scenarios.scenario(fields);
        if (kind == ActionKind.IMPORT) {
            fields.text("source").ifPresent(source -> source(node, model, id, source));
        }
        fields.end();
        if (!id.isEmpty() && scenario.isPresent()) {
            Optional<ActionRef> found = problems.at(node, () -> model.action(kind, id));
            found.ifPresent(action -> {
                takes(node, action.toString());
                given.add(fake -> fake.models().givenAction(action, name, TYPES.get(kind), scenario.get()));
            });
        }
    }

    private void file(ModelRef model, Node node) {
        Fields fields = new Fields(node, problems);
        String id = fields.requiredText("id");
        String name = fields.requiredText("name");
        Optional<byte[]> content = fields.anyText("content").map(text -> text.getBytes(StandardCharsets.UTF_8));
        fields.end();
        if (!id.isEmpty()) {
            problems.at(node, () -> new FileRef(model, id)).ifPresent(file -> {
                takes(node, file.toString());
                given.add(fake -> fake.files()
                        .givenFile(file, name, content.isPresent() ? 1 : 0, chunk -> content.orElseThrow()));
            });
        }
    }

    private void source(Node node, ModelRef model, String id, String fileId) {
        problems.at(node, () -> new FileRef(model, fileId))
                .ifPresent(file ->
                        given.add(fake -> fake.models().givenSource(model.action(ActionKind.IMPORT, id), file)));
    }

    private void view(ModelRef model, Node node) {
        Fields fields = new Fields(node, problems);
        String id = fields.requiredText("id");
        String name = fields.requiredText("name");
        byte[] content = fields.requiredText("content").getBytes(StandardCharsets.UTF_8);
        fields.end();
        takes(node, "view " + id);
        given.add(fake -> fake.files().givenView(model, id, name, content));
    }

    private void takes(Node node, String what) {
        if (!taken.add(what)) {
            problems.add(node, "There is a " + what + " already; each id is there once.");
        }
    }
}
