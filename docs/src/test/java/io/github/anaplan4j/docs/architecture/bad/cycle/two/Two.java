package io.github.anaplan4j.docs.architecture.bad.cycle.two;

import io.github.anaplan4j.docs.architecture.bad.cycle.one.One;

public class Two {
    One one;
}
