/**
 * How requests prove who is asking.
 */
@NullMarked
package io.github.anaplan4j.auth;

import org.jspecify.annotations.NullMarked;
