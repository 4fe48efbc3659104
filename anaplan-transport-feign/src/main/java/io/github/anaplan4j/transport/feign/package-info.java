/** The transport on Feign. */
@NullMarked
package io.github.anaplan4j.transport.feign;

import org.jspecify.annotations.NullMarked;
