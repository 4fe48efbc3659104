package io.github.anaplan4j.docs.architecture.bad.client;

import org.apache.hc.client5.http.classic.HttpClient;

public class ClientThatKnowsHttpClient {
    HttpClient client;
}
