/** The examples that the guide quotes, ready to run. */
@NullMarked
package io.github.anaplan4j.docs;

import org.jspecify.annotations.NullMarked;
