package io.github.anaplan4j.docs.architecture.bad.internal.usecase;

public class UseCaseThatExits {
    void exits() {
        System.exit(1);
    }

    void exitsByRuntime() {
        Runtime.getRuntime().exit(1);
    }

    void halts() {
        Runtime.getRuntime().halt(1);
    }

    void hooks(Thread thread) {
        Runtime.getRuntime().addShutdownHook(thread);
    }

    int innocent() {
        return Runtime.getRuntime().availableProcessors();
    }
}
