/** The wiring: what one client is made of, and in which order it is closed. */
@NullMarked
package io.github.anaplan4j.internal;

import org.jspecify.annotations.NullMarked;
