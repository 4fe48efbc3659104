package io.github.anaplan4j.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.task.TaskRef;
import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.testkit.Fault;
import io.github.anaplan4j.testkit.Scenario;
import io.github.anaplan4j.testkit.time.FastTime;
import io.github.anaplan4j.testkit.time.VirtualTime;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.EventConditions;
import org.junit.platform.testkit.engine.Events;
import org.junit.platform.testkit.engine.TestExecutionResultConditions;

/** The extension in test classes that are run here, some of which fail on purpose. */
@Timeout(60)
class FakeAnaplanExtensionTest {
    private static final List<FakeAnaplan> FAKES = new ArrayList<>();
    private String printed = "";
    private Events containers;

    @BeforeEach
    void forget() {
        FAKES.clear();
    }

    @Test
    void eachTestHasAFakeOfItsOwnAndNothingIsPrinted() {
        run(OneForEach.class).assertStatistics(stats -> stats.started(2).succeeded(2));

        assertThat(FAKES).hasSize(2).doesNotHaveDuplicates();
        assertThat(printed).isEmpty();
    }

    @WithFakeAnaplan
    static class OneForEach {
        @BeforeEach
        void look(FakeAnaplan fake) {
            FAKES.add(fake);
        }

        @Test
        void one(FakeAnaplan fake, VirtualTime time, TimeSource same) {
            assertThat(FAKES).contains(fake);
            assertThat(same).isSameAs(time);
            time.advance(Duration.ofHours(1));
            assertThat(fake.now()).isEqualTo(time.now());
        }

        @Test
        void other(VirtualTime time) {
            assertThat(time.passed()).isZero();
        }
    }

    @Test
    void aClassMayHaveOneFakeWhichIsResetBeforeEachTest() {
        run(OnePerClass.class).assertStatistics(stats -> stats.started(3).succeeded(3));

        assertThat(FAKES).hasSize(4).containsOnly(FAKES.get(0));
    }

    @WithFakeAnaplan(perClass = true, clock = WithFakeAnaplan.Clock.REAL, timeFactor = 60)
    static class OnePerClass {
        @BeforeAll
        static void before(FakeAnaplan fake) {
            FAKES.add(fake);
        }

        @Test
        void one(FakeAnaplan fake) {
            isFresh(fake);
        }

        @Test
        void other(FakeAnaplan fake) {
            isFresh(fake);
        }

        @Nested
        class Inside {
            @Test
            void third(FakeAnaplan fake, TimeSource time) {
                isFresh(fake);
                assertThat(time).isInstanceOf(FastTime.class);
            }
        }

        private static void isFresh(FakeAnaplan fake) {
            FAKES.add(fake);
            assertThat(fake.tasks().all()).isEmpty();
            fake.startTask(Scenario.complete());
        }
    }

    @Test
    void theNearestAnnotationCounts() {
        run(OneForAllButSome.class).assertStatistics(stats -> stats.started(6).succeeded(6));

        assertThat(FAKES).hasSize(6);
        assertThat(FAKES.stream().distinct()).hasSize(5);
    }

    @WithFakeAnaplan(perClass = true)
    static class OneForAllButSome {
        @Test
        void ofTheClass(FakeAnaplan fake, TimeSource time) {
            FAKES.add(fake);
            assertThat(time).isInstanceOf(VirtualTime.class);
        }

        @Test
        @WithFakeAnaplan(clock = WithFakeAnaplan.Clock.REAL, timeFactor = 5)
        void ofTheMethod(FakeAnaplan fake, FakeAnaplan same, TimeSource time) {
            FAKES.add(fake);
            assertThat(same).isSameAs(fake);
            assertThat(((FastTime) time).factor()).isEqualTo(5);
        }

        @Nested
        @WithFakeAnaplan(clock = WithFakeAnaplan.Clock.REAL, timeFactor = 60)
        class OneForEach {
            @Test
            void one(FakeAnaplan fake, TimeSource time) {
                FAKES.add(fake);
                assertThat(((FastTime) time).factor()).isEqualTo(60);
            }

            @Test
            void other(FakeAnaplan fake) {
                FAKES.add(fake);
            }
        }

        @Nested
        @WithFakeAnaplan(perClass = true, clock = WithFakeAnaplan.Clock.REAL, timeFactor = 2)
        class OneForAll {
            @Test
            void one(FakeAnaplan fake, TimeSource time) {
                FAKES.add(fake);
                assertThat(((FastTime) time).factor()).isEqualTo(2);
            }

            @Test
            void other(FakeAnaplan fake) {
                FAKES.add(fake);
            }
        }
    }

    @Test
    void perClassOnAMethodIsAMistake() {
        run(PerClassOnAMethod.class).assertThatEvents().haveExactly(1, failure("perClass is for an annotation on a"));
    }

    static class PerClassOnAMethod {
        @Test
        @WithFakeAnaplan(perClass = true)
        void never() {}
    }

    @ParameterizedTest
    @ValueSource(classes = {InConstructor.class, OfClassInConstructor.class, OfClassInConstructorForAll.class})
    void aConstructorGetsTheFakeOfItsTests(Class<?> tests) {
        run(tests).assertStatistics(stats -> stats.started(2).succeeded(2));

        assertThat(FAKES.stream().distinct()).hasSize(tests == InConstructor.class ? 2 : 1);
    }

    @WithFakeAnaplan
    static class InConstructor {
        private final FakeAnaplan fake;

        InConstructor(FakeAnaplan fake) {
            this.fake = fake;
        }

        @Test
        void one(FakeAnaplan ofTest) {
            FAKES.add(ofTest);
            assertThat(ofTest).isSameAs(fake);
        }

        @Test
        void other(FakeAnaplan ofTest) {
            one(ofTest);
        }
    }

    @WithFakeAnaplan(perClass = true)
    static class OfClassInConstructor extends InConstructor {
        OfClassInConstructor(FakeAnaplan fake) {
            super(fake);
        }
    }

    @WithFakeAnaplan(perClass = true)
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class OfClassInConstructorForAll extends InConstructor {
        OfClassInConstructorForAll(FakeAnaplan fake) {
            super(fake);
        }
    }

    @Test
    void aConstructorThatFailsLeavesNoFakeBehind() {
        run(FailingConstructor.class).assertStatistics(stats -> stats.started(1).failed(1));

        String url = FAKES.get(0).url();
        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> new Socket("127.0.0.1", URI.create(url).getPort()).close());
    }

    @WithFakeAnaplan
    static class FailingConstructor {
        FailingConstructor(FakeAnaplan fake) {
            FAKES.add(fake);
            throw new IllegalStateException("on purpose");
        }

        @Test
        void never() {}
    }

    @Test
    void aFieldGivesTheSame() {
        run(InFields.class).assertStatistics(stats -> stats.started(2).succeeded(2));

        assertThat(FAKES).hasSize(4);
        assertThat(FAKES.get(0)).as("static").isSameAs(FAKES.get(2));
        assertThat(FAKES.get(1)).as("not static").isNotSameAs(FAKES.get(3));
    }

    static class InFields {
        @RegisterExtension
        static final FakeAnaplanExtension OF_CLASS = FakeAnaplanExtension.inVirtualTime();

        @RegisterExtension
        final FakeAnaplanExtension ofTest = FakeAnaplanExtension.inVirtualTime();

        @Test
        void one() {
            look();
        }

        @Test
        void other() {
            look();
        }

        private void look() {
            FAKES.add(OF_CLASS.fake());
            FAKES.add(ofTest.fake());
            assertThat(ofTest.time().passed()).isZero();
        }
    }

    @Test
    void aTestThatFailsPrintsRequestsStatesAndTimesAndNoToken() {
        run(Failing.class).assertStatistics(stats -> stats.started(1).failed(1));

        assertThat(printed)
                .contains("where it is 2026-01-01T00:00:12Z")
                .contains("IN_PROGRESS, 12 s after its start (COMPLETE)")
                .containsPattern("2026-01-01T00:00:00Z GET /2/0/workspaces/\\S+ -> 200")
                .containsPattern("2026-01-01T00:00:12Z GET /2/0/workspaces/\\S+ -> Answer 503")
                .doesNotContain("fake-");
    }

    @WithFakeAnaplan
    static class Failing {
        @Test
        void fails(FakeAnaplan fake, VirtualTime time) throws Exception {
            TaskRef task = fake.startTask(Scenario.complete());
            get(fake, "/" + task);
            time.advance(Duration.ofSeconds(12));
            fake.faults().inject(Fault.status(503));
            get(fake, "/" + task);
            throw new AssertionError("on purpose");
        }
    }

    @Test
    void anUnscriptedRequestFailsTheTestThatMadeIt() {
        run(Unscripted.class).assertThatEvents().haveExactly(1, failure("requests that it has no answer to"));
    }

    @WithFakeAnaplan
    static class Unscripted {
        @Test
        void asksForNothingThatThereIs(FakeAnaplan fake) throws Exception {
            get(fake, "/nothing");
        }
    }

    @Test
    void whatCannotBeInjectedIsExplained() {
        for (Class<?> tests : List.of(TooEarly.class, ForNoSingleTest.class)) {
            run(tests).assertStatistics(stats -> stats.succeeded(0));
            containers.assertThatEvents().haveExactly(1, failure("Annotate the class with @WithFakeAnaplan(perClass"));
        }
        run(NoVirtualTime.class).assertThatEvents().haveExactly(1, failure("Take a TimeSource instead"));
    }

    @WithFakeAnaplan
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class ForNoSingleTest extends InConstructor {
        ForNoSingleTest(FakeAnaplan fake) {
            super(fake);
        }
    }

    @WithFakeAnaplan
    static class TooEarly {
        @BeforeAll
        static void before(FakeAnaplan fake) {
            FAKES.add(fake);
        }

        @Test
        void never() {}
    }

    @WithFakeAnaplan(clock = WithFakeAnaplan.Clock.REAL)
    static class NoVirtualTime {
        @Test
        void wants(VirtualTime time) {
            assertThat(time).isNull();
        }
    }

    @Test
    void aFactorWithoutRealTimeIsAMistakeAndRealTimeNeedsOne() {
        run(FactorOfVirtualTime.class).assertThatEvents().haveExactly(1, failure("clock = REAL"));
        run(NoFactor.class).assertThatEvents().haveExactly(1, failure("the factor is from 0.001"));
    }

    @WithFakeAnaplan(timeFactor = 60)
    static class FactorOfVirtualTime {
        @Test
        void never() {}
    }

    @WithFakeAnaplan(clock = WithFakeAnaplan.Clock.REAL, timeFactor = 0)
    static class NoFactor {
        @Test
        void never() {}
    }

    private static void get(FakeAnaplan fake, String path) throws Exception {
        HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(fake.url() + path))
                                .header("Authorization", "AnaplanAuthToken " + fake.token())
                                .build(),
                        BodyHandlers.discarding());
    }

    private static Condition<Event> failure(String part) {
        return EventConditions.finishedWithFailure(
                TestExecutionResultConditions.message(message -> message.contains(part)));
    }

    private Events run(Class<?> tests) {
        PrintStream err = System.err;
        ByteArrayOutputStream captured = new ByteArrayOutputStream();
        System.setErr(new PrintStream(captured, true, StandardCharsets.UTF_8));
        try {
            EngineExecutionResults results = EngineTestKit.engine("junit-jupiter")
                    .selectors(selectClass(tests))
                    .execute();
            containers = results.containerEvents();
            return results.testEvents();
        } finally {
            System.setErr(err);
            printed = captured.toString(StandardCharsets.UTF_8);
        }
    }
}
