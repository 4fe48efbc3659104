/** Sends requests with Feign: the transport, and the provider that announces it. */
@NullMarked
package io.github.anaplan4j.transport.feign;

import org.jspecify.annotations.NullMarked;
