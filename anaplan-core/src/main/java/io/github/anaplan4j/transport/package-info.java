/**
 * The port to HTTP. A transport carries one request and brings back one answer; everything else is the core's business.
 */
@NullMarked
package io.github.anaplan4j.transport;

import org.jspecify.annotations.NullMarked;
