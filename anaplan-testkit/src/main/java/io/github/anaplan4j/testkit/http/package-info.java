/**
 * A small HTTP/1.1 server on loopback whose every byte can be made to go wrong. Not exported.
 */
@NullMarked
package io.github.anaplan4j.testkit.http;

import org.jspecify.annotations.NullMarked;
