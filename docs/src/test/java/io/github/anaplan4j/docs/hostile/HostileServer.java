package io.github.anaplan4j.docs.hostile;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;

/** A server on a raw socket that answers well, but for the requests at which its fault is due. */
public final class HostileServer implements AutoCloseable {
    private final ServerSocket server = listening();
    private final Set<Wire> wires = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "hostile-server");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger starts = new AtomicInteger();
    private final AtomicInteger strayed = new AtomicInteger();
    private final Anaplan anaplan;
    private final Trouble first;
    private final Function<Request, Optional<Fault>> due;

    /**
     * Makes a server with one kind of trouble, or with several that all come after the request was read.
     *
     * @param anaplan what it knows
     * @param troubles what it does
     */
    HostileServer(Anaplan anaplan, Trouble... troubles) {
        this(
                anaplan,
                troubles[0],
                request -> Stream.of(troubles)
                        .filter(trouble -> trouble.fault().read() != Fault.Read.NOTHING
                                && trouble.operation().isFaulty(request)
                                && trouble.isDue())
                        .findFirst()
                        .map(Trouble::fault));
    }

    /**
     * Makes a server whose faults come after the request was read.
     *
     * @param anaplan what it knows
     * @param due which fault a request meets with, if with any
     */
    public HostileServer(Anaplan anaplan, Function<Request, Optional<Fault>> due) {
        this(anaplan, new Trouble(Operation.START, Faults.ofRequests().get(0), 0), due);
    }

    private HostileServer(Anaplan anaplan, Trouble first, Function<Request, Optional<Fault>> due) {
        this.anaplan = anaplan;
        this.first = first;
        this.due = due;
        threads.execute(() -> {
            try {
                while (true) {
                    Wire client = (Wire) server.accept();
                    wires.add(client);
                    int number = connections.incrementAndGet();
                    threads.execute(() -> serve(client, number));
                }
            } catch (IOException | RejectedExecutionException closed) {
                // the end of the case
            }
        });
    }

    private static ServerSocket listening() {
        try {
            return Wire.listening();
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    /** {@return the URL of its API} */
    public String url() {
        return (first.fault().isSecure() ? "https" : "http") + "://127.0.0.1:" + server.getLocalPort() + "/2/0";
    }

    /** {@return how many POSTs of a start came, counting connections for one of which a byte was read} */
    int starts() {
        return starts.get();
    }

    /** {@return how many requests came where a redirect led} */
    int strayed() {
        return strayed.get();
    }

    /** {@return how many connections are open} */
    public int open() {
        return wires.size();
    }

    private void serve(Wire wire, int number) {
        Fault fault = first.fault();
        Operation operation = first.operation();
        try (wire) {
            if (fault.read() == Fault.Read.NOTHING && number >= operation.connection() && first.isDue()) {
                fault.script().play(new Conversation(wire, anaplan, null, () -> {
                    if (operation == Operation.START) {
                        starts.incrementAndGet();
                    }
                }));
                return;
            }
            if (fault.isSecure()) {
                wire.secure(Identities.TRUSTED, fault.tls().protocol(), false);
            }
            InputStream in = new BufferedInputStream(wire.in());
            for (Request request = Request.readFrom(in); request != null; request = Request.readFrom(in)) {
                answer(wire, request);
                if (wire.isClosed() || fault.read() == Fault.Read.NOTHING) {
                    return; // one connection for each request, so that they can be counted
                }
            }
        } catch (IOException brokenOff) {
            // by the client, or by the end of the case
        } finally {
            wires.remove(wire);
        }
    }

    private void answer(Wire wire, Request request) throws IOException {
        if (request.path.contains("elsewhere")) {
            strayed.incrementAndGet();
        }
        if (request.isStart()) {
            starts.incrementAndGet();
        }
        anaplan.comes(request);
        Conversation conversation = new Conversation(wire, anaplan, request, () -> {});
        Optional<Fault> fault = due.apply(request);
        if (fault.isPresent()) {
            if (fault.get().read() == Fault.Read.ALL) {
                conversation.readAll();
            }
            fault.get().script().play(conversation);
            return;
        }
        Answer answer = conversation.process();
        byte[] head = answer.head();
        conversation.send(
                first.fault().read() == Fault.Read.NOTHING
                        ? Answer.bytes(new String(head, StandardCharsets.ISO_8859_1)
                                .replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"))
                        : head);
        conversation.send(answer.body());
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Wire wire : wires) {
            wire.close();
        }
        threads.shutdownNow();
    }
}
