/** What the library costs, beside what is possible and beside what others do. */
@NullMarked
package io.github.anaplan4j.benchmarks;

import org.jspecify.annotations.NullMarked;
