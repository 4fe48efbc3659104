/**
 * Sends the library's HTTP requests with Apache HttpClient 5.
 *
 * <p>{@link io.github.anaplan4j.transport.httpclient.ApacheHttpTransport} is found on the class path or module path by
 * itself, or is made with an HttpClient of the user's.
 */
module io.github.anaplan4j.transport.httpclient {
    requires transitive io.github.anaplan4j;
    requires transitive org.apache.httpcomponents.client5.httpclient5;
    requires org.apache.httpcomponents.core5.httpcore5;
    // HttpClient needs this module, and has no module descriptor to say so.
    requires jdk.net;

    exports io.github.anaplan4j.transport.httpclient;

    provides io.github.anaplan4j.spi.HttpTransportProvider with
            io.github.anaplan4j.transport.httpclient.HttpClientTransportProvider;
}
