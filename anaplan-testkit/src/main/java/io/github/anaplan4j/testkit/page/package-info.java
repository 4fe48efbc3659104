/** The page on which a person sees and steers a fake: plain HTML, a style and a few lines of script. Knows no fake. */
@NullMarked
package io.github.anaplan4j.testkit.page;

import org.jspecify.annotations.NullMarked;
