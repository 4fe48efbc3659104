/**
 * The exceptions of this library.
 *
 * <p>All of them are unchecked, extend {@link io.github.anaplan4j.error.AnaplanException} and carry the facts that
 * their handler needs.
 */
@NullMarked
package io.github.anaplan4j.error;

import org.jspecify.annotations.NullMarked;
