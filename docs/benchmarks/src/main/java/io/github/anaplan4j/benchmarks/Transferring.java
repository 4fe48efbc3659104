package io.github.anaplan4j.benchmarks;

import feign.Client;
import feign.DefaultClient;
import feign.Request;
import feign.RequestTemplate;
import feign.Response;
import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.AnaplanFile;
import io.github.anaplan4j.Credentials;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.TransportSettings;
import io.github.anaplan4j.transport.feign.FeignTransport;
import io.github.anaplan4j.transport.httpclient.ApacheHttpTransport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPut;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/**
 * The process of a client that moves one file, by turns with this library and with a bare loop of the same HTTP
 * library.
 */
final class Transferring {
    private static final String PATH = "/2/0/workspaces/w/models/m/files/f/chunks/";

    private Transferring() {}

    /** Moves a file to and fro. */
    private interface Mover extends AutoCloseable {
        void download(Path to) throws IOException;

        void upload(Path from) throws IOException;

        @Override
        void close() throws IOException;
    }

    /**
     * Prints, for each round, the nanoseconds of this library and those of the bare loop.
     *
     * @param arguments {@code feign} or {@code httpclient}, {@code download} or {@code upload}, the server's address,
     *     bytes of a chunk, chunks, rounds, a folder, whether there is a bare loop
     * @throws IOException if something fails
     */
    public static void main(String... arguments) throws IOException {
        boolean isFeign = arguments[0].equals("feign");
        boolean isDownload = arguments[1].equals("download");
        String server = arguments[2];
        int chunkSize = Integer.parseInt(arguments[3]);
        int count = Integer.parseInt(arguments[4]);
        int rounds = Integer.parseInt(arguments[5]);
        Path file = Path.of(arguments[6], "transferred");
        boolean isBesideBare = Boolean.parseBoolean(arguments[7]);
        if (!isDownload) {
            byte[] chunk = new byte[chunkSize];
            try (OutputStream out = Files.newOutputStream(file)) {
                for (int i = 0; i < count; i++) {
                    out.write(chunk);
                }
            }
        }
        try (Mover ours = new Ours(isFeign, server);
                Mover bare = isFeign
                        ? new BareFeign(server, chunkSize, count)
                        : new BareHttpClient(server, chunkSize, count)) {
            for (int i = 0; i < rounds; i++) {
                long own = nanos(ours, isDownload, file, chunkSize, count);
                long other = isBesideBare ? nanos(bare, isDownload, file, chunkSize, count) : 0;
                System.out.println(own + " " + other);
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static long nanos(Mover mover, boolean isDownload, Path file, int chunkSize, int count) throws IOException {
        long size = (long) chunkSize * count;
        if (isDownload) {
            Files.deleteIfExists(file);
        }
        long begun = System.nanoTime();
        if (isDownload) {
            mover.download(file);
        } else {
            mover.upload(file);
        }
        long nanos = System.nanoTime() - begun;
        if (Files.size(file) != size) {
            throw new IOException(Files.size(file) + " bytes instead of " + size);
        }
        if (isDownload) {
            checkContent(file, chunkSize);
        }
        return nanos;
    }

    private static void checkContent(Path file, int chunkSize) throws IOException {
        byte[] expected = ChunkServer.content(chunkSize);
        try (InputStream in = Files.newInputStream(file)) {
            for (byte[] chunk = in.readNBytes(chunkSize); chunk.length > 0; chunk = in.readNBytes(chunkSize)) {
                if (!Arrays.equals(chunk, expected)) {
                    throw new IOException("other bytes than the server's");
                }
            }
        }
    }

    private static final class Ours implements Mover {
        private final HttpTransport transport;
        private final AnaplanClient client;
        private final AnaplanFile file;

        Ours(boolean isFeign, String server) {
            transport = isFeign
                    ? FeignTransport.create(TransportSettings.defaults())
                    : ApacheHttpTransport.create(TransportSettings.defaults());
            client = AnaplanClient.builder()
                    .apiUrl(server + "/2/0")
                    .credentials(Credentials.token("token"))
                    .transport(transport)
                    .requestsPerMinute(1_000_000)
                    .build();
            file = client.model("w", "m").file("f");
        }

        @Override
        public void download(Path to) throws IOException {
            file.saveTo(to);
        }

        @Override
        public void upload(Path from) throws IOException {
            file.upload(from);
        }

        @Override
        public void close() {
            client.close();
            transport.close();
        }
    }

    /** A loop over the chunks, one after the other. */
    private abstract static class Bare implements Mover {
        private final String server;
        private final byte[] chunk;
        private final int count;

        Bare(String server, int chunkSize, int count) {
            this.server = server;
            this.chunk = new byte[chunkSize];
            this.count = count;
        }

        abstract void get(String uri, OutputStream to) throws IOException;

        abstract void put(String uri, byte[] bytes) throws IOException;

        @Override
        public void download(Path to) throws IOException {
            try (FileChannel channel = FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                    OutputStream out = Channels.newOutputStream(channel)) {
                for (int i = 0; i < count; i++) {
                    get(server + PATH + i, out);
                }
                channel.force(true); // as this library does
            }
        }

        @Override
        public void upload(Path from) throws IOException {
            try (InputStream in = Files.newInputStream(from)) {
                for (int i = 0; i < count; i++) {
                    if (in.readNBytes(chunk, 0, chunk.length) < chunk.length) {
                        throw new IOException("The file is shorter");
                    }
                    put(server + PATH + i, chunk);
                }
            }
        }
    }

    private static final class BareFeign extends Bare {
        private static final Request.Options OPTIONS =
                new Request.Options(10, TimeUnit.SECONDS, 60, TimeUnit.SECONDS, false);

        private final Client client = new DefaultClient(null, null);

        BareFeign(String server, int chunkSize, int count) {
            super(server, chunkSize, count);
        }

        @Override
        void get(String uri, OutputStream to) throws IOException {
            Request request = Request.create(Request.HttpMethod.GET, uri, Map.of(), null, null, new RequestTemplate());
            try (Response response = client.execute(request, OPTIONS);
                    InputStream body = response.body().asInputStream()) {
                body.transferTo(to);
            }
        }

        @Override
        void put(String uri, byte[] bytes) throws IOException {
            Map<String, Collection<String>> headers = Map.of(
                    "Content-Type",
                    List.of("application/octet-stream"),
                    "Content-Length",
                    List.of(String.valueOf(bytes.length)));
            Request request = Request.create(Request.HttpMethod.PUT, uri, headers, bytes, null, new RequestTemplate());
            try (Response response = client.execute(request, OPTIONS);
                    InputStream body = response.body().asInputStream()) {
                body.readAllBytes();
            }
        }

        @Override
        public void close() {}
    }

    private static final class BareHttpClient extends Bare {
        private final CloseableHttpClient client = HttpClients.createDefault();

        BareHttpClient(String server, int chunkSize, int count) {
            super(server, chunkSize, count);
        }

        @Override
        void get(String uri, OutputStream to) throws IOException {
            client.execute(new HttpGet(uri), response -> {
                response.getEntity().writeTo(to);
                return null;
            });
        }

        @Override
        void put(String uri, byte[] bytes) throws IOException {
            HttpPut request = new HttpPut(uri);
            request.setEntity(new ByteArrayEntity(bytes, ContentType.APPLICATION_OCTET_STREAM));
            client.execute(request, response -> {
                EntityUtils.consume(response.getEntity());
                return null;
            });
        }

        @Override
        public void close() throws IOException {
            client.close();
        }
    }
}
