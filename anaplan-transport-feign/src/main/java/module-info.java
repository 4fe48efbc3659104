/** Carries anaplan4j's requests with Feign. */
module io.github.anaplan4j.transport.feign {
    requires transitive feign.core;
    requires transitive io.github.anaplan4j;

    exports io.github.anaplan4j.transport.feign;

    provides io.github.anaplan4j.spi.HttpTransportProvider with
            io.github.anaplan4j.transport.feign.FeignTransportProvider;
}
