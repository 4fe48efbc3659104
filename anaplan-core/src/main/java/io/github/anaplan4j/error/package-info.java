/**
 * What can go wrong. Every exception of this library's own is unchecked, extends {@link io.github.anaplan4j.error.AnaplanException} and carries the facts that its handler needs.
 */
@NullMarked
package io.github.anaplan4j.error;

import org.jspecify.annotations.NullMarked;
