package io.github.anaplan4j.docs.architecture.bad.client;

public class ClientThatExits {
    void exit() {
        System.exit(1);
    }
}
