/**
 * Where Anaplan is: base URLs, checked before a token is ever sent to one.
 */
@NullMarked
package io.github.anaplan4j.host;

import org.jspecify.annotations.NullMarked;
