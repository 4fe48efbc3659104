/** Clocks for tests: virtual time, which passes when somebody waits, and real time made faster. */
@NullMarked
package io.github.anaplan4j.testkit.time;

import org.jspecify.annotations.NullMarked;
