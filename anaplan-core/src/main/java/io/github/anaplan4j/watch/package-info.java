/**
 * Watching a task to its end: a policy decides, one shared step polls, a driver waits.
 */
@NullMarked
package io.github.anaplan4j.watch;

import org.jspecify.annotations.NullMarked;
