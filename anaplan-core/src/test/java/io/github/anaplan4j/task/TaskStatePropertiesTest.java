package io.github.anaplan4j.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.anaplan4j.task.TaskState.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for any states and any history of them. */
class TaskStatePropertiesTest {
    @Property
    void anyTextIsKeptAndOnlyTwoAreAnEnd(@ForAll("texts") String text) {
        TaskState state = TaskState.of(text);

        assertThat(state.text()).isEqualTo(text);
        assertThat(state.isTerminal()).isEqualTo(text.equals("COMPLETE") || text.equals("CANCELLED"));
        assertThat(state.kind() == Kind.UNKNOWN || state.kind().name().equals(text))
                .isTrue();
    }

    @Property
    void whatIsNotSampledMakesNoHistoryIrregular(@ForAll("histories") List<TaskState> history) {
        for (int missed = 0; missed < history.size(); missed++) {
            List<TaskState> sampled = new ArrayList<>(history);
            sampled.remove(missed);

            assertThat(isRegular(sampled)).as("%s of %s", sampled, history).isTrue();
        }
    }

    @Property
    void noRegularHistoryGoesOnAfterAnEnd(@ForAll("histories") List<TaskState> history) {
        for (int i = 1; i < history.size(); i++) {
            if (history.get(i - 1).isTerminal()) {
                assertThat(history.get(i)).isEqualTo(history.get(i - 1));
            }
        }
    }

    private static boolean isRegular(List<TaskState> history) {
        for (int i = 1; i < history.size(); i++) {
            if (Transition.between(history.get(i - 1), history.get(i)) == Transition.IRREGULAR) {
                return false;
            }
        }
        return true;
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.of(Kind.class).map(Kind::name),
                Arbitraries.of(Kind.class).map(kind -> kind.name().toLowerCase(Locale.ROOT)),
                Arbitraries.strings());
    }

    /** Histories without an irregular step, which may begin with a state that is not known. */
    @Provide
    Arbitrary<List<TaskState>> histories() {
        Arbitrary<String> mostlyKnown = Arbitraries.oneOf(
                Arbitraries.of(Kind.class).map(Kind::name),
                Arbitraries.of(Kind.class).map(Kind::name),
                texts());
        return mostlyKnown.map(TaskState::of).list().ofMaxSize(12).map(drawn -> {
            List<TaskState> history = new ArrayList<>();
            for (TaskState next : drawn) {
                if (history.isEmpty()
                        || Transition.between(history.get(history.size() - 1), next) != Transition.IRREGULAR) {
                    history.add(next);
                }
            }
            return history;
        });
    }
}
