/** The command {@code anaplan}: a class for each of its verbs, and its exit codes. */
@NullMarked
package io.github.anaplan4j.command;

import org.jspecify.annotations.NullMarked;
