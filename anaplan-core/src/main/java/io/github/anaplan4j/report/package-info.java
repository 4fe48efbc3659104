/** A task's end made readable: its steps by their names, and the rows that it rejected. */
@NullMarked
package io.github.anaplan4j.report;

import org.jspecify.annotations.NullMarked;
