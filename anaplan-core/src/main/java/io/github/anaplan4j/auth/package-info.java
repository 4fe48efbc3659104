/** Who is asking: what {@link io.github.anaplan4j.Credentials} are made of. Data; nothing here logs in. */
@NullMarked
package io.github.anaplan4j.auth;

import org.jspecify.annotations.NullMarked;
