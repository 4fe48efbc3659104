/**
 * The inside of the fake: its state, its routes, and the rendering of its answers. Tasks are values, judged by
 * {@link io.github.anaplan4j.testkit.server.RunState}; JSON is written from them last, and never read back.
 */
@NullMarked
package io.github.anaplan4j.testkit.server;

import org.jspecify.annotations.NullMarked;
