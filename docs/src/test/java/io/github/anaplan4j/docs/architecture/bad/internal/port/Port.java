package io.github.anaplan4j.docs.architecture.bad.internal.port;

public interface Port {}
