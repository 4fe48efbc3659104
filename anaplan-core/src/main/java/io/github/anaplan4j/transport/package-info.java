/**
 * The port to HTTP: a transport sends one request and returns one response.
 *
 * <p>Everything else is the core's business.
 */
@NullMarked
package io.github.anaplan4j.transport;

import org.jspecify.annotations.NullMarked;
