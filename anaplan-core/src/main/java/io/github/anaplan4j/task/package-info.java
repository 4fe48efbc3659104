/**
 * The domain: which task, what state it is in, what it reported and how it ended.
 *
 * <p>It depends on nothing but the JDK and what is printable.
 */
@NullMarked
package io.github.anaplan4j.task;

import org.jspecify.annotations.NullMarked;
