package io.github.anaplan4j.docs.architecture.bad.internal.usecase;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;

public class UseCaseThatRunsWhatItReads {
    Object revives(InputStream in) throws IOException, ClassNotFoundException {
        return new ObjectInputStream(in).readObject();
    }

    Process runs(String command) throws IOException {
        return Runtime.getRuntime().exec(new String[] {command});
    }

    Process runsWithOthers(String command) throws IOException {
        return new ProcessBuilder(command).start();
    }

    void loads(String library) {
        System.load(library);
    }

    void loadsByRuntime(String library) {
        Runtime.getRuntime().load(library);
    }

    int innocent() {
        return Runtime.getRuntime().availableProcessors();
    }
}
