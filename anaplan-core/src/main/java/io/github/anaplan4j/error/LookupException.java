package io.github.anaplan4j.error;

import io.github.anaplan4j.internal.base.Printable;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** A name leads to nothing, or to more than one thing. */
public final class LookupException extends AnaplanException {
    private static final long serialVersionUID = 1L;
    private static final int MOST_SHOWN = 20;

    /** What there is to choose from. */
    @SuppressWarnings("serial") // what List.copyOf returns is serializable
    private final List<Candidate> candidates;

    /**
     * A thing that has a name.
     *
     * @param name its name
     * @param id its id
     */
    public record Candidate(String name, String id) implements Serializable {
        /**
         * Checks that nothing is missing.
         *
         * @param name its name
         * @param id its id
         */
        public Candidate {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(id, "id");
        }

        /** {@return the name and the id, with a blank for each character that cannot be shown} */
        @Override
        public String toString() {
            return Printable.shown("\"" + name + "\" (" + id + ")");
        }
    }

    /**
     * Makes an exception for a name that leads to nothing, or to more than one thing.
     *
     * @param kind what was looked for, in the plural, such as {@code processes}
     * @param place where it was looked for, such as a model
     * @param name the name that was looked for
     * @param candidates what has that name if there is more than one, else all of that kind
     * @param none whether nothing has that name
     */
    public LookupException(String kind, String place, String name, List<Candidate> candidates, boolean none) {
        super(
                candidates.isEmpty()
                        ? "There are no " + kind + " of " + place + " that this user may see, and so none is named \""
                                + name + "\". Check the ids, the user's access, and the kind."
                        : none
                                ? ofThose(kind, place, name, candidates) + shown(candidates)
                                : "The name \"" + name + "\" fits " + candidates.size() + " " + kind + " of " + place
                                        + ": " + shown(candidates) + ". Use the id of one of them.",
                null);
        this.candidates = List.copyOf(candidates);
    }

    private static String ofThose(String kind, String place, String name, List<Candidate> candidates) {
        String seen = kind + " of " + place + " that this user may see is ";
        return candidates.size() == 1
                ? "The only one of the " + seen + "not named \"" + name + "\". There is: "
                : "None of the " + candidates.size() + " " + seen + "named \"" + name + "\". There are: ";
    }

    private static String shown(List<Candidate> candidates) {
        String listed =
                candidates.stream().limit(MOST_SHOWN).map(Candidate::toString).collect(Collectors.joining(", "));
        return candidates.size() > MOST_SHOWN ? listed + ", …" : listed;
    }

    /** {@return what has that name if there is more than one, else all of that kind} */
    public List<Candidate> candidates() {
        return candidates;
    }
}
