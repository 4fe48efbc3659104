/** Test an Anaplan integration without Anaplan: a fake server, virtual time, and the contract of transports. */
module io.github.anaplan4j.testkit {
    requires transitive io.github.anaplan4j;
    requires tools.jackson.core;
    requires static transitive org.jspecify;
    requires static info.picocli;
    requires static java.logging;
    requires static org.assertj.core;
    requires static org.junit.jupiter.api;
    requires static org.junit.platform.commons;
    requires static org.snakeyaml.engine;

    exports io.github.anaplan4j.testkit;
    exports io.github.anaplan4j.testkit.junit;
    exports io.github.anaplan4j.testkit.time;
    exports io.github.anaplan4j.testkit.transport;

    // The command line is read into the fields of the program.
    opens io.github.anaplan4j.testkit.standalone to
            info.picocli;
}
