package io.github.anaplan4j.testkit.page;

import io.github.anaplan4j.testkit.http.ReceivedRequest;
import io.github.anaplan4j.testkit.http.ServerConnection;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The page, served at the root and below {@code /page/}. Only whoever speaks to the loopback address by its own name is
 * served, and what changes something must come from the page itself: other web sites that are open in the same browser
 * can do neither. Thread-safe.
 */
public final class Page {
    private static final int LONGEST_FORM = 64 * 1024;
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:;"
                    + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "same-origin",
            "Cache-Control",
            "no-store");

    private final Controls controls;

    /**
     * Makes a page.
     *
     * @param controls what it shows and does
     */
    public Page(Controls controls) {
        this.controls = controls;
    }

    /**
     * Answers a request if it is meant for the page.
     *
     * @param request a request
     * @param connection where to answer it
     * @return whether it was meant for the page, and is answered
     * @throws IOException if the client is gone
     */
    public boolean handle(ReceivedRequest request, ServerConnection connection) throws IOException {
        String path = request.target().split("\\?", 2)[0];
        if (!path.equals("/") && !path.startsWith("/page/")) {
            return false;
        }
        if (!isOwn(request)) {
            send(
                    403,
                    "text/plain",
                    "This page is for the machine that the fake runs on, and for nobody else.",
                    connection);
            return true;
        }
        switch (request.method() + " " + path) {
            case "GET /" -> send(200, "text/html", Html.page(controls.look(), ""), connection);
            case "GET /page/style.css" -> send(200, "text/css", resource("style.css"), connection);
            case "GET /page/refresh.js" -> send(200, "text/javascript", resource("refresh.js"), connection);
            case "POST /page/actions", "POST /page/tasks", "POST /page/devices" -> {
                if (request.body().length > LONGEST_FORM) {
                    send(413, "text/plain", "No button of the page sends as much.", connection);
                } else {
                    steer(form(request), connection);
                }
            }
            default -> send(404, "text/plain", "There is nothing here. The page is at /", connection);
        }
        return true;
    }

    private static boolean isOwn(ReceivedRequest request) {
        String origin = request.header("Origin");
        return request.isForLoopback() && (origin.isEmpty() || origin.equals("http://" + request.header("Host")));
    }

    private void steer(Map<String, String> form, ServerConnection connection) throws IOException {
        try {
            obey(form.getOrDefault("do", ""), form.getOrDefault("what", ""));
        } catch (IllegalArgumentException | IllegalStateException refused) {
            send(409, "text/html", Html.page(controls.look(), String.valueOf(refused.getMessage())), connection);
            return;
        }
        Map<String, String> headers = new HashMap<>(HEADERS);
        headers.put("Location", "/");
        connection.answer(303, headers, new byte[0]);
    }

    private void obey(String command, String what) {
        switch (command) {
            case "start" -> controls.start(what);
            case "cancel" -> controls.cancel(what);
            case "fail" -> controls.fail(what);
            case "minute" -> controls.fastForward(what, Duration.ofMinutes(1));
            case "approve" -> controls.decideDevice(what, true);
            case "deny" -> controls.decideDevice(what, false);
            case "next" -> controls.fastForwardToNextState(what);
            default -> throw new IllegalArgumentException("The page has no button \"" + command + "\".");
        }
    }

    private static Map<String, String> form(ReceivedRequest request) {
        Map<String, String> form = new HashMap<>();
        for (String pair : new String(request.body(), StandardCharsets.UTF_8).split("&")) {
            String[] parts = pair.split("=", 2);
            if (parts.length == 2) {
                form.put(decoded(parts[0]), decoded(parts[1]));
            }
        }
        return form;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }

    private static void send(int status, String type, String body, ServerConnection connection) throws IOException {
        Map<String, String> headers = new HashMap<>(HEADERS);
        headers.put("Content-Type", type + ";charset=UTF-8");
        connection.answer(status, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    private static String resource(String name) {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
