package io.github.anaplan4j.benchmarks;

import com.sun.net.httpserver.HttpServer;
import de.siegmar.fastcsv.reader.CsvReader;
import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.transport.feign.FeignTransport;
import io.github.anaplan4j.transport.httpclient.ApacheHttpTransport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import tools.jackson.core.JsonParser;

/** What the library weighs with each transport, and how long a program takes from its start to its first status. */
final class Weight implements Section {
    private static final byte[] STATUS =
            ("{\"meta\":{\"schema\":\"https://api.anaplan.com/2/0/models/m/objects/task\"},"
                            + "\"status\":{\"code\":200,\"message\":\"Success\"},\"task\":{\"taskId\":\"A1\","
                            + "\"currentStep\":\"Importing\",\"progress\":0.5,\"taskState\":\"IN_PROGRESS\","
                            + "\"creationTime\":1764000000000}}")
                    .getBytes(StandardCharsets.UTF_8);
    private static final List<Class<?>> CORE =
            List.of(AnaplanClient.class, Logger.class, JsonParser.class, CsvReader.class, Nullable.class);
    // Whether these are all there are, the program shows that is started with them alone.
    private static final List<Choice> CHOICES = List.of(
            new Choice("feign", FirstStatus.BareFeign.class, List.of(FeignTransport.class, feign.Client.class)),
            new Choice(
                    "httpclient",
                    FirstStatus.BareHttpClient.class,
                    List.of(ApacheHttpTransport.class, HttpClient.class, HttpRequest.class, HttpVersionPolicy.class)));

    /** A transport, the program of its library alone, and a class of each jar that comes with it. */
    private record Choice(String name, Class<?> bare, List<Class<?>> jars) {
        List<Path> classPath() {
            return Stream.concat(CORE.stream(), jars.stream()).map(Java::origin).toList();
        }
    }

    @Override
    public String name() {
        return "weight";
    }

    @Override
    public String measure(Effort effort, Path plots) throws IOException, InterruptedException {
        int samples = effort == Effort.BRIEF ? 1 : 21;
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, STATUS.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(STATUS);
            }
        });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort();
            Map<String, Map<String, String>> rows = new LinkedHashMap<>();
            for (Choice choice : CHOICES) {
                rows.put(choice.name, row(choice, url, samples));
            }
            return "\n" + Table.of("transport", rows) + "\n";
        } finally {
            server.stop(0);
        }
    }

    private static Map<String, String> row(Choice choice, String url, int samples)
            throws IOException, InterruptedException {
        long own = bytes(Java.origin(AnaplanClient.class)) + bytes(Java.origin(choice.jars.get(0)));
        long all = 0;
        for (Path jar : choice.classPath()) {
            all += bytes(jar);
        }
        List<Double> ours = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < samples; i++) {
            double library = millis(choice, FirstStatus.Ours.class, url);
            ours.add(library);
            ratios.add(library / millis(choice, choice.bare, url));
        }
        Map<String, String> row = new LinkedHashMap<>();
        row.put("jars", String.valueOf(choice.classPath().size()));
        row.put("kB", String.valueOf(all / 1000));
        row.put("of these ours, kB", String.valueOf(own / 1000));
        row.put("first status, ms", Table.format("%.0f", median(ours)));
        row.put("beside the bare library", Table.format("%.2f", median(ratios)));
        return row;
    }

    private static double millis(Choice choice, Class<?> program, String url) throws IOException, InterruptedException {
        List<Path> classPath = new ArrayList<>(choice.classPath());
        classPath.add(Java.origin(FirstStatus.class));
        long begun = System.nanoTime();
        try (Java java = new Java(List.of(), classPath, program, url)) {
            String state = java.line();
            long nanos = System.nanoTime() - begun;
            if (!state.equals("IN_PROGRESS")) {
                throw new IOException(program + " has seen the state " + state);
            }
            java.await();
            return nanos / 1e6;
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    // Of modules that are built in the same run there are only classes yet.
    private static long bytes(Path jarOrFolder) throws IOException {
        if (Files.isRegularFile(jarOrFolder)) {
            return Files.size(jarOrFolder);
        }
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(jar);
                Stream<Path> files = Files.walk(jarOrFolder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                zip.putNextEntry(new ZipEntry(jarOrFolder.relativize(file).toString()));
                Files.copy(file, zip);
            }
        }
        return jar.size();
    }
}
