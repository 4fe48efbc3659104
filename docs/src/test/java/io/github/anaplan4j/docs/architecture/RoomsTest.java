package io.github.anaplan4j.docs.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.AnaplanModel;
import io.github.anaplan4j.AnaplanTask;
import io.github.anaplan4j.Credentials;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.TransportRequest;
import io.github.anaplan4j.spi.TransportResponse;
import io.github.anaplan4j.spi.TransportSettings;
import io.github.anaplan4j.task.ActionRef;
import io.github.anaplan4j.task.FileRef;
import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.testkit.Scenario;
import io.github.anaplan4j.testkit.time.VirtualTime;
import io.github.anaplan4j.transport.httpclient.ApacheHttpTransport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which packages a request passes on its way from the user's call to the transport. */
class RoomsTest {
    private static final String TOOLS = "internal.base";
    private static final Map<Trip, List<StackWalker.StackFrame>> STACKS = new ConcurrentSkipListMap<>();

    @TempDir
    static Path directory;

    /** The ways that are looked at, each with the rooms on it from the outside in. */
    enum Trip {
        POLL("GET .*/tasks/[^/]+", "", "internal.watch", "internal.protocol"),
        LIST_BEFORE_START("GET .*/tasks", "", "internal.usecase", "internal.limit", "internal.protocol"),
        START("POST .*/tasks", "", "internal.usecase", "internal.limit", "internal.protocol"),
        CHUNK_LIST("GET .*/chunks", "", "internal.transfer", "internal.limit", "internal.protocol"),
        CHUNK("GET .*/chunks/0", "internal.transfer", "internal.limit", "internal.protocol"),
        UPLOADED_CHUNK("PUT .*/chunks/0", "internal.transfer", "internal.limit", "internal.protocol"),
        CANCEL("DELETE .*/tasks/[^/]+", "", "internal.usecase", "internal.limit", "internal.protocol"),
        LIST_OF_ACTIONS("GET .*/processes", "", "internal.usecase", "internal.limit", "internal.protocol"),
        REPORT("GET .*/processes/[^/]+", "", "internal.usecase", "internal.limit", "internal.protocol");

        private final String request;
        private final List<String> rooms;

        Trip(String request, String... rooms) {
            this.request = request;
            this.rooms = List.of(rooms);
        }

        List<String> rooms() {
            return rooms;
        }

        private boolean isOf(TransportRequest request) {
            return (request.method() + " " + request.uri().getPath()).matches(this.request);
        }
    }

    /** Looks at the stack of the first request of each trip. */
    private record Watched(HttpTransport transport) implements HttpTransport {
        @Override
        public TransportResponse execute(TransportRequest request) {
            Stream.of(Trip.values())
                    .filter(trip -> trip.isOf(request))
                    .forEach(trip -> STACKS.putIfAbsent(trip, ownFrames()));
            return transport.execute(request);
        }

        @Override
        public void close() {
            transport.close();
        }
    }

    @BeforeAll
    static void makeTheTrips() throws Exception {
        VirtualTime time = VirtualTime.create();
        try (FakeAnaplan fake = FakeAnaplan.start(time);
                HttpTransport transport = ApacheHttpTransport.create(TransportSettings.defaults());
                AnaplanClient anaplan = AnaplanClient.builder()
                        .apiUrl(fake.url())
                        .credentials(Credentials.renewedBy(fake::token))
                        .transport(new Watched(transport))
                        .time(time)
                        .build()) {
            ActionRef nightly = fake.givenProcess("118000000007", "Nightly load", Scenario.complete());
            FileRef file = fake.files().givenFile("113000000001", "source.csv", bytes("a,b\n"), bytes("1,2\n"));
            AnaplanModel model =
                    anaplan.model(nightly.model().workspaceId(), nightly.model().modelId());

            AnaplanTask task = model.processNamed("Nightly load").start();
            anaplan.report(task.await(Duration.ofHours(1)));
            model.file(file.fileId()).saveTo(directory.resolve("source.csv"));
            model.file(file.fileId()).upload(directory.resolve("source.csv"));
            model.process(nightly.actionId()).start().cancel();
        }
    }

    /** The frames of each trip as the page tells them, so that a detour is seen in review. */
    @Test
    void thePageTellsHowLongTheTripsAre() throws IOException {
        String page = Files.readString(Path.of("architecture.md"));
        String table = Stream.of(Trip.values())
                .map(trip -> "| " + trip.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " | "
                        + STACKS.get(trip).size() + " |\n")
                .collect(Collectors.joining());

        assertThat(STACKS).containsOnlyKeys(Trip.values());
        assertThat(page).contains("| request | frames |\n|---|---|\n" + table);
    }

    @ParameterizedTest
    @EnumSource
    void eachRoomIsEnteredOnce(Trip trip) {
        assertThat(rooms(STACKS.get(trip))).doesNotHaveDuplicates().isEqualTo(trip.rooms);
    }

    private static List<StackWalker.StackFrame> ownFrames() {
        List<StackWalker.StackFrame> frames = StackWalker.getInstance()
                .walk(all -> all.filter(frame -> frame.getClassName().startsWith(LayerRules.ROOT + "."))
                        .filter(frame -> Stream.of("docs.", "testkit.")
                                .noneMatch(room(frame).concat(".")::startsWith))
                        .collect(Collectors.toCollection(ArrayList::new)));
        Collections.reverse(frames);
        return List.copyOf(frames);
    }

    /**
     * The packages from the outside in; one that is stayed in is told once. The tools in {@code internal.base} call
     * back what they are given, as those of the JDK do, and are left out as those are.
     */
    private static List<String> rooms(List<StackWalker.StackFrame> frames) {
        List<String> rooms = new ArrayList<>();
        for (StackWalker.StackFrame frame : frames) {
            String room = room(frame);
            boolean isStayedIn = !rooms.isEmpty() && rooms.get(rooms.size() - 1).equals(room);
            if (!isStayedIn && !room.equals(TOOLS)) {
                rooms.add(room);
            }
        }
        return rooms;
    }

    /** The package below our root; empty for the root itself. */
    private static String room(StackWalker.StackFrame frame) {
        String name = frame.getClassName();
        return name.substring(Math.min(LayerRules.ROOT.length() + 1, name.lastIndexOf('.')), name.lastIndexOf('.'));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
