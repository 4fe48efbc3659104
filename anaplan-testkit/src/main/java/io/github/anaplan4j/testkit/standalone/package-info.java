/**
 * The fake as a program of its own, for tools in any language: {@code java -jar} with scenarios from a YAML file.
 * Uses what everybody can use of the testkit, and nothing else.
 */
@NullMarked
package io.github.anaplan4j.testkit.standalone;

import org.jspecify.annotations.NullMarked;
