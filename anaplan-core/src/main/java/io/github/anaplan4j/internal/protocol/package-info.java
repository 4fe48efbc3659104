/** Speaks Anaplan's wire format: the only place that knows addresses, JSON, paging and error bodies. */
@NullMarked
package io.github.anaplan4j.internal.protocol;

import org.jspecify.annotations.NullMarked;
