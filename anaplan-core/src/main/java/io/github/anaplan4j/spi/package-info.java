/** What others can implement: the transport, time, and the stores and sources that outlive a client. */
@NullMarked
package io.github.anaplan4j.spi;

import org.jspecify.annotations.NullMarked;
