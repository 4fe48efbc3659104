/** What can go wrong: every exception of this library, and what each status of the API means. */
@NullMarked
package io.github.anaplan4j.error;

import org.jspecify.annotations.NullMarked;
