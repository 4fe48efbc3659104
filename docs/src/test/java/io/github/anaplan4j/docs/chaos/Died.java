package io.github.anaplan4j.docs.chaos;

/** Ends whatever a dead program was about to do. */
final class Died extends Error {
    private static final long serialVersionUID = 1L;

    Died(String program) {
        super(program + " died", null, false, false);
    }
}
