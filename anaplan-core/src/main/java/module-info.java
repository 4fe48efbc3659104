/** The core of anaplan4j: the domain, the watch engine, the wire protocol and the transport port. */
module io.github.anaplan4j {
    requires static transitive org.jspecify;
    requires de.siegmar.fastcsv;
    requires org.slf4j;
    requires tools.jackson.databind;

    exports io.github.anaplan4j.auth;
    exports io.github.anaplan4j.client;
    exports io.github.anaplan4j.error;
    exports io.github.anaplan4j.host;
    exports io.github.anaplan4j.task;
    exports io.github.anaplan4j.time;
    exports io.github.anaplan4j.transfer;
    exports io.github.anaplan4j.transport;
    exports io.github.anaplan4j.watch;

    uses io.github.anaplan4j.transport.HttpTransportProvider;
}
