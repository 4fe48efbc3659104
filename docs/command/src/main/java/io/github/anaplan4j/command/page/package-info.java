/** A run on one page for people: what took how long, and what came of it. */
@NullMarked
package io.github.anaplan4j.command.page;

import org.jspecify.annotations.NullMarked;
