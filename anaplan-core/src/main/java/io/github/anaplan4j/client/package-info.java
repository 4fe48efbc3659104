/** The facade: the types that a user's code begins with. */
@NullMarked
package io.github.anaplan4j.client;

import org.jspecify.annotations.NullMarked;
