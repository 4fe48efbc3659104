/** The core of anaplan4j: the client, the domain, the watch engine, the wire protocol and the ports for others. */
module io.github.anaplan4j {
    requires static transitive org.jspecify;
    requires de.siegmar.fastcsv;
    requires org.slf4j;
    requires tools.jackson.core;

    exports io.github.anaplan4j;
    exports io.github.anaplan4j.auth;
    exports io.github.anaplan4j.error;
    exports io.github.anaplan4j.report;
    exports io.github.anaplan4j.spi;
    exports io.github.anaplan4j.task;
    exports io.github.anaplan4j.watch;

    uses io.github.anaplan4j.spi.HttpTransportProvider;
}
