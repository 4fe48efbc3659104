/** What is said about watching a task: settings, policies, events, and where a watch stands. */
@NullMarked
package io.github.anaplan4j.watch;

import org.jspecify.annotations.NullMarked;
