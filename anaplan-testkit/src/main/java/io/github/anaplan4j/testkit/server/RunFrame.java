package io.github.anaplan4j.testkit.server;

import java.time.Duration;

/**
 * What the status of a run says from some moment on.
 *
 * @param from how long after the start of the run
 * @param answer what it says
 */
record RunFrame(Duration from, RunAnswer answer) {
    @Override
    public String toString() {
        return from + " " + answer.inWords() + (answer.currentStep().isEmpty() ? "" : ": " + answer.currentStep());
    }
}
