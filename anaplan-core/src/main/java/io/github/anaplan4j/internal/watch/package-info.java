/** The poll engine and its drivers. */
@NullMarked
package io.github.anaplan4j.internal.watch;

import org.jspecify.annotations.NullMarked;
