/** The transport on Apache HttpClient 5. */
@NullMarked
package io.github.anaplan4j.transport.httpclient;

import org.jspecify.annotations.NullMarked;
