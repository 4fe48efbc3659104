package io.github.anaplan4j.docs.architecture.bad.client;

public class ClientThatRollsDice {
    double roll() {
        return Math.random();
    }
}
