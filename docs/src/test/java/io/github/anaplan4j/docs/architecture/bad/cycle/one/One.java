package io.github.anaplan4j.docs.architecture.bad.cycle.one;

import io.github.anaplan4j.docs.architecture.bad.cycle.two.Two;

public class One {
    Two two;
}
