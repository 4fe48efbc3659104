package io.github.anaplan4j.docs.architecture.bad.client;

public class ClientThatSleeps {
    void sleep() throws InterruptedException {
        Thread.sleep(1);
    }
}
