/**
 * A fake Anaplan for tests: {@link io.github.anaplan4j.testkit.FakeAnaplan}, the scenarios of its tasks, the faults
 * that happen to requests, and the journal of what it was asked.
 */
@NullMarked
package io.github.anaplan4j.testkit;

import org.jspecify.annotations.NullMarked;
