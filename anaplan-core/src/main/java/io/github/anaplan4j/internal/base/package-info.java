/** What everything else may stand on: atomic files, daemon threads, durations and printable text. */
@NullMarked
package io.github.anaplan4j.internal.base;

import org.jspecify.annotations.NullMarked;
