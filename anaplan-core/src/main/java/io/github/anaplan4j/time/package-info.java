/** The port to time, through which the library reads clocks and waits, and the real clock behind it. */
@NullMarked
package io.github.anaplan4j.time;

import org.jspecify.annotations.NullMarked;
