/**
 * What tests of an Anaplan integration need: {@link io.github.anaplan4j.testkit.FakeAnaplan} and
 * {@link io.github.anaplan4j.testkit.VirtualTime}; and for authors of transports
 * {@code TransportContract}.
 */
@NullMarked
package io.github.anaplan4j.testkit;

import org.jspecify.annotations.NullMarked;
