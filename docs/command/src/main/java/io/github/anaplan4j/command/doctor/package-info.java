/** Finds out why something does not work, without starting anything: a check for each step of the way to Anaplan. */
@NullMarked
package io.github.anaplan4j.command.doctor;

import org.jspecify.annotations.NullMarked;
