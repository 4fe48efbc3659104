/**
 * The only place that knows Anaplan's URLs, JSON and error bodies. Not exported.
 */
@NullMarked
package io.github.anaplan4j.protocol;

import org.jspecify.annotations.NullMarked;
