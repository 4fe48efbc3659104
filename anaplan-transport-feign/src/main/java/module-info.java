/**
 * Sends the library's HTTP requests with Feign.
 *
 * <p>{@link io.github.anaplan4j.transport.feign.FeignTransport} is found on the class path or module path by itself, or
 * is made with a {@code Feign.Builder} of the user's.
 */
module io.github.anaplan4j.transport.feign {
    requires transitive feign.core;
    requires transitive io.github.anaplan4j;

    exports io.github.anaplan4j.transport.feign;

    provides io.github.anaplan4j.spi.HttpTransportProvider with
            io.github.anaplan4j.transport.feign.FeignTransportProvider;
}
