/** Sends requests with Apache HttpClient 5: the transport, and the provider that announces it. */
@NullMarked
package io.github.anaplan4j.transport.httpclient;

import org.jspecify.annotations.NullMarked;
