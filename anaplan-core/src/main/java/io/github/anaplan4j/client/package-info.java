/**
 * The facade: what a user types against.
 */
@NullMarked
package io.github.anaplan4j.client;

import org.jspecify.annotations.NullMarked;
