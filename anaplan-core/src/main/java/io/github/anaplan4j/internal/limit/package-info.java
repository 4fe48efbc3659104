/** How much is sent, and when: polling floor, request budget, retries, and the end of the client. */
@NullMarked
package io.github.anaplan4j.internal.limit;

import org.jspecify.annotations.NullMarked;
