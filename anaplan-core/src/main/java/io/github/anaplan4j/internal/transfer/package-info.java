/** Downloads and uploads, chunk by chunk. */
@NullMarked
package io.github.anaplan4j.internal.transfer;

import org.jspecify.annotations.NullMarked;
