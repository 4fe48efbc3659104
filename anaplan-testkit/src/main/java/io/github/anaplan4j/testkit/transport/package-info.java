/** The contract of transports as tests, for authors of a transport. */
@NullMarked
package io.github.anaplan4j.testkit.transport;

import org.jspecify.annotations.NullMarked;
