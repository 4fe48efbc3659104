package io.github.anaplan4j.task;

import java.io.Serializable;

/** Names something that Anaplan keeps in chunks: a file of a model, or the failure dump of a task. */
public sealed interface ContentRef extends Serializable permits DumpRef, FileRef {}
