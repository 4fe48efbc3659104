package io.github.anaplan4j.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.internal.base.BaseUrl;
import io.github.anaplan4j.internal.port.ContentRef;
import io.github.anaplan4j.task.ActionKind;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.DumpRef;
import io.github.anaplan4j.task.FileRef;
import io.github.anaplan4j.task.ModelRef;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** No id, whatever is in it, leads anywhere but to its own segment. */
class ApiUrisPropertiesTest {
    private static final String BASE = "https://api.anaplan.com/2/0";

    private final ApiUris uris = new ApiUris(BaseUrl.of(BASE));

    @Property
    void eachIdIsOneSegmentOfAnAction(
            @ForAll("ids") String workspace,
            @ForAll("ids") String model,
            @ForAll ActionKind kind,
            @ForAll("ids") String action,
            @ForAll("ids") String task) {
        ModelRef in = new ModelRef(workspace, model);
        ActionRef ref = in.action(kind, action);
        boolean isProcess = kind == ActionKind.PROCESS;

        leads(uris.actions(in, kind), null, "workspaces", workspace, "models", model, kind.collection());
        leads(uris.action(ref), null, "workspaces", workspace, "models", model, kind.collection(), action);
        leads(
                uris.task(ref.task(task), true),
                isProcess ? "includeProcessDetails=true" : null,
                "workspaces",
                workspace,
                "models",
                model,
                kind.collection(),
                action,
                "tasks",
                task);
        leads(
                uris.latestTasks(ref, 5),
                "sort=-creationDate&limit=5",
                "workspaces",
                workspace,
                "models",
                model,
                kind.collection(),
                action,
                "tasks");
    }

    @Property
    void eachIdIsOneSegmentOfAChunk(
            @ForAll("ids") String model, @ForAll("ids") String file, @ForAll("ids") String chunk) {
        FileRef ref = new FileRef(new ModelRef("8a81", model), file);

        leads(uris.complete(ref), null, "workspaces", "8a81", "models", model, "files", file, "complete");
        leads(
                uris.chunk(new ContentRef.OfFile(ref), chunk),
                null,
                "workspaces",
                "8a81",
                "models",
                model,
                "files",
                file,
                "chunks",
                chunk);
    }

    @Property
    void eachIdIsOneSegmentOfADump(
            @ForAll("ids") String task, @ForAll("ids") String step, @ForAll("ids") String chunk) {
        DumpRef dump = new DumpRef(new ModelRef("8a81", "75A4").process("118").task(task), step);

        leads(
                uris.chunk(new ContentRef.OfDump(dump), chunk),
                null,
                "workspaces",
                "8a81",
                "models",
                "75A4",
                "processes",
                "118",
                "tasks",
                task,
                "dumps",
                step,
                "chunks",
                chunk);
    }

    private static void leads(URI uri, @Nullable String query, String... segments) {
        assertThat(uri.toString()).startsWith(BASE + "/").isASCII();
        assertThat(uri.getRawQuery()).isEqualTo(query);
        assertThat(uri.getRawFragment()).isNull();
        assertThat(uri.normalize()).as("no segment leads upwards").isEqualTo(uri);
        String path = uri.getRawPath().substring("/2/0/".length());
        List<String> decoded = Arrays.stream(path.split("/", -1))
                .map(segment -> URLDecoder.decode(segment, StandardCharsets.UTF_8))
                .toList();
        assertThat(decoded).containsExactly(segments);
    }

    @Provide
    Arbitrary<String> ids() {
        return Arbitraries.oneOf(
                        Arbitraries.strings()
                                .withChars("abXY019-_.~:;@!$&'()*+,=<>\"[]{}|^`äÖ漢")
                                .ofMinLength(1)
                                .ofMaxLength(12),
                        Arbitraries.strings().ofMinLength(1).ofMaxLength(12))
                .filter(isAccepted());
    }

    private static Predicate<String> isAccepted() {
        return id -> {
            try {
                new ModelRef(id, id);
                return true;
            } catch (IllegalArgumentException refused) {
                return false;
            }
        };
    }
}
