/** The inner ports: what the engine wants of Anaplan, in words of the domain. */
@NullMarked
package io.github.anaplan4j.internal.port;

import org.jspecify.annotations.NullMarked;
