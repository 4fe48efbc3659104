/** Whom to ask, as whom, and where this machine keeps what outlives a run. */
@NullMarked
package io.github.anaplan4j.command.setup;

import org.jspecify.annotations.NullMarked;
