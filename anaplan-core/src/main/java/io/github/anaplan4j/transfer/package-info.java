/**
 * Moves files and failure dumps, chunk by chunk.
 *
 * <p>Downloads fetch the next chunk ahead. Files are written aside and moved into place. Rows are read one by one.
 * Uploads have any length.
 */
@NullMarked
package io.github.anaplan4j.transfer;

import org.jspecify.annotations.NullMarked;
