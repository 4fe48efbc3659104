/** Logs in, and renews the tokens that requests carry. */
@NullMarked
package io.github.anaplan4j.auth;

import org.jspecify.annotations.NullMarked;
