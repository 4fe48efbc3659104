/** Records what passes between a client and Anaplan, as a scenario for the fake, without anything of the user's. */
@NullMarked
package io.github.anaplan4j.command.record;

import org.jspecify.annotations.NullMarked;
