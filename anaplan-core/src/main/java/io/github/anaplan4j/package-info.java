/** What a user types: the client, and the handles to models, actions, tasks, files and dumps that it gives. */
@NullMarked
package io.github.anaplan4j;

import org.jspecify.annotations.NullMarked;
