package io.github.anaplan4j.benchmarks;

import feign.Feign;
import feign.Headers;
import feign.RequestLine;
import feign.Response;
import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.Credentials;
import io.github.anaplan4j.task.TaskRef;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Programs that ask for one status and print its state.
 *
 * <p>One does so with this library, and one with each HTTP library alone.
 */
final class FirstStatus {
    static final String TASK = "workspaces/w/models/m/imports/112/tasks/A1";

    private FirstStatus() {}

    /** The state of the task, as the transport on the class path brings it. */
    static final class Ours {
        private Ours() {}

        /**
         * Asks with this library.
         *
         * @param arguments the server's address
         */
        public static void main(String... arguments) {
            try (AnaplanClient client = AnaplanClient.builder()
                    .apiUrl(arguments[0] + "/2/0")
                    .credentials(Credentials.token("token"))
                    .build()) {
                System.out.println(client.task(TaskRef.parse(TASK)).status().state());
            }
        }
    }

    /** The state of the task, as Feign brings it by an interface. */
    static final class BareFeign {
        private BareFeign() {}

        /** What is asked. */
        interface Api {
            @RequestLine("GET /2/0/" + TASK)
            @Headers("Authorization: AnaplanAuthToken token")
            Response status();
        }

        /**
         * Asks with Feign alone.
         *
         * @param arguments the server's address
         * @throws IOException if there is no answer
         */
        public static void main(String... arguments) throws IOException {
            Api api = Feign.builder().target(Api.class, arguments[0]);
            try (Response response = api.status();
                    InputStream body = response.body().asInputStream()) {
                System.out.println(state(body.readAllBytes()));
            }
        }
    }

    /** The state of the task, as the default client of HttpClient brings it. */
    static final class BareHttpClient {
        private BareHttpClient() {}

        /**
         * Asks with HttpClient alone.
         *
         * @param arguments the server's address
         * @throws IOException if there is no answer
         */
        public static void main(String... arguments) throws IOException {
            try (CloseableHttpClient client = HttpClients.createDefault()) {
                HttpGet request = new HttpGet(arguments[0] + "/2/0/" + TASK);
                request.setHeader("Authorization", "AnaplanAuthToken token");
                String state =
                        client.execute(request, response -> state(EntityUtils.toByteArray(response.getEntity())));
                System.out.println(state);
            }
        }
    }

    private static String state(byte[] json) {
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.PROPERTY_NAME
                        && parser.currentName().equals("taskState")) {
                    return parser.nextStringValue();
                }
            }
            return "none";
        }
    }
}
