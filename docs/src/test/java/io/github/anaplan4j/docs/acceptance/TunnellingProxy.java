package io.github.anaplan4j.docs.acceptance;

import io.github.anaplan4j.spi.HttpProxy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** A proxy that opens tunnels to loopback ports for those who say the right password. */
final class TunnellingProxy extends Relay {
    private final String authorization;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile boolean isSilent;
    private volatile String opening = "HTTP/1.1 200 Connection established\r\n\r\n";
    private volatile List<String> challenges = List.of("Basic realm=\"office\", charset=\"UTF-8\"");

    TunnellingProxy(String authorization) {
        super(listening());
        this.authorization = authorization;
    }

    HttpProxy address() {
        return HttpProxy.of("localhost", port());
    }

    HttpProxy fallSilent() {
        isSilent = true;
        return address();
    }

    HttpProxy challengeWith(String... schemes) {
        challenges = List.of(schemes);
        return address();
    }

    HttpProxy openWith(String answer) {
        opening = answer;
        return address();
    }

    /** {@return the first line of each request so far} */
    List<String> requests() {
        return requests;
    }

    @Override
    Socket connect(Socket client) throws IOException {
        while (true) {
            String head = head(client.getInputStream());
            if (head.isEmpty()) {
                return null;
            }
            String line = head.lines().findFirst().orElseThrow();
            requests.add(line);
            if (isSilent) {
                continue; // until the client gives up
            }
            if (head.contains("Proxy-Authorization: " + authorization + "\r\n")) {
                client.getOutputStream().write(opening.getBytes(StandardCharsets.ISO_8859_1));
                return new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(line.split("[: ]")[2]));
            }
            String wanted = challenges.stream()
                    .map(challenge -> "Proxy-Authenticate: " + challenge + "\r\n")
                    .collect(Collectors.joining());
            say(client, "407 Proxy Authentication Required", wanted + "Content-Length: 0\r\n");
        }
    }

    private static void say(Socket client, String status, String headers) throws IOException {
        client.getOutputStream()
                .write(("HTTP/1.1 " + status + "\r\n" + headers + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            head.write(b);
            String text = head.toString(StandardCharsets.ISO_8859_1);
            if (text.endsWith("\r\n\r\n")) {
                return text;
            }
        }
        return "";
    }
}
