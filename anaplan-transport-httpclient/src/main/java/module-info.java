/** Carries anaplan4j's requests with Apache HttpClient 5. */
module io.github.anaplan4j.transport.httpclient {
    requires transitive io.github.anaplan4j;
    requires transitive org.apache.httpcomponents.client5.httpclient5;
    requires org.apache.httpcomponents.core5.httpcore5;
    // For HttpClient, which has no module descriptor to say so.
    requires jdk.net;

    exports io.github.anaplan4j.transport.httpclient;

    provides io.github.anaplan4j.spi.HttpTransportProvider with
            io.github.anaplan4j.transport.httpclient.HttpClientTransportProvider;
}
