package io.github.anaplan4j.docs.architecture.bad.internal.usecase;

import io.github.anaplan4j.docs.architecture.bad.internal.port.Port;

public class UseCaseThatIsAPort implements Port {}
