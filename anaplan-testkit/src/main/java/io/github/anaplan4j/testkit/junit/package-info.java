/** A fake Anaplan for each test of JUnit Jupiter, by an annotation or in a field. */
@NullMarked
package io.github.anaplan4j.testkit.junit;

import org.jspecify.annotations.NullMarked;
