/** What a user asks for that takes more than one request: start once, cancel, find, report. */
@NullMarked
package io.github.anaplan4j.internal.usecase;

import org.jspecify.annotations.NullMarked;
