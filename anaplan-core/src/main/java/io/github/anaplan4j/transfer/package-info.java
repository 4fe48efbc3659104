/**
 * Moves files and failure dumps, chunk by chunk: downloads with the next chunk fetched ahead, files written aside and moved
 * into place, rows read one by one, uploads of any length.
 */
@NullMarked
package io.github.anaplan4j.transfer;

import org.jspecify.annotations.NullMarked;
