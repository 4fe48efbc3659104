/** What is said while something runs: for a terminal, for a log, for programs. */
@NullMarked
package io.github.anaplan4j.command.show;

import org.jspecify.annotations.NullMarked;
