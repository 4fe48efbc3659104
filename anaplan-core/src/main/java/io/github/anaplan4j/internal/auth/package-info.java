/** Logging in, and keeping a valid token. */
@NullMarked
package io.github.anaplan4j.internal.auth;

import org.jspecify.annotations.NullMarked;
