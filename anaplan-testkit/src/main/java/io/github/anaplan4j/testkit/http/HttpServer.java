package io.github.anaplan4j.testkit.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Accepts connections on a port, a thread for each, and passes every request to a handler. What is not HTTP is
 * answered with 400, and what goes wrong here with 500, if it can be. Both are logged, and kept in {@link #failures}.
 */
public final class HttpServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("io.github.anaplan4j.testkit");
    // They are for whoever closes the server, and nobody may do so for months.
    private static final int MOST_FAILURES = 100;

    private final Handler handler;
    private final InetSocketAddress address;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile Listener listener;
    private Socket placeholder = new Socket();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final Queue<Throwable> failures = new LinkedBlockingQueue<>(MOST_FAILURES);
    private final ExecutorService threads;

    /** Answers a request, or fails to, on the connection. */
    @FunctionalInterface
    public interface Handler {
        /**
         * Answers a request.
         *
         * @param request the request, read to its end
         * @param connection the connection that it came on
         * @throws IOException if the client is gone; anything else that it throws is a failure
         */
        void handle(ReceivedRequest request, ServerConnection connection) throws IOException;
    }

    /**
     * Starts at once, on a free port of the loopback address.
     *
     * @param handler answers the requests; called by many threads at a time
     */
    public HttpServer(Handler handler) {
        this(loopback(0), handler);
    }

    /**
     * Starts at once.
     *
     * @param wanted the address, and the port or 0 for a free one
     * @param handler answers the requests; called by many threads at a time
     * @throws UncheckedIOException if that cannot be, as when somebody else listens on that port
     */
    public HttpServer(InetSocketAddress wanted, Handler handler) {
        this.handler = handler;
        ServerSocket socket = listen(wanted);
        this.address = new InetSocketAddress(wanted.getAddress(), socket.getLocalPort());
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "fake-anaplan-" + port());
            thread.setDaemon(true);
            return thread;
        });
        this.listener = new Listener(socket);
        threads.execute(listener);
    }

    /**
     * Returns an address that nobody else than this machine reaches.
     *
     * @param port the port, or 0 for a free one
     * @return the address
     */
    public static InetSocketAddress loopback(int port) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
        } catch (UnknownHostException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static ServerSocket listen(InetSocketAddress address) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true); // for the port may have been in use a moment ago
            socket.bind(address, 1_000);
            return socket;
        } catch (IOException noPort) {
            String host = address.getAddress().isLoopbackAddress()
                    ? "the loopback address"
                    : address.getAddress().getHostAddress();
            String which = address.getPort() == 0 ? host : "port " + address.getPort() + " of " + host;
            throw new UncheckedIOException("Cannot listen on " + which + ": " + noPort.getMessage(), noPort);
        }
    }

    /**
     * Closes the port and all connections, so that whoever comes is refused as soon as this returns. Does nothing if it
     * is so already.
     */
    public synchronized void refuse() {
        if (!listener.isClosed()) {
            listener.close();
            keepPort();
        }
        connections.forEach(HttpServer::closeQuietly);
    }

    // The port refuses, and nobody else can have it meanwhile: it is bound, and nobody listens.
    private void keepPort() {
        try {
            placeholder = new Socket();
            placeholder.setReuseAddress(true);
            placeholder.bind(address);
        } catch (IOException taken) {
            throw new UncheckedIOException("Somebody else has taken the port " + port(), taken);
        }
    }

    /** Opens the same port again after {@link #refuse}. */
    public synchronized void resume() {
        if (listener.isClosed() && !closed.get()) {
            closeQuietly(placeholder);
            listener = new Listener(listen(address));
            threads.execute(listener);
        }
    }

    /** {@return the port it listens on} */
    public int port() {
        return address.getPort();
    }

    /** {@return the first 100 things that went wrong here so far: failures of the handler, and bytes not HTTP} */
    public List<Throwable> failures() {
        return List.copyOf(failures);
    }

    /** {@return what went wrong here so far, which is forgotten} */
    public List<Throwable> takeFailures() {
        List<Throwable> taken = new ArrayList<>();
        for (Throwable failure = failures.poll(); failure != null; failure = failures.poll()) {
            taken.add(failure);
        }
        return taken;
    }

    // What breaks because the server is closing is no failure: the closing interrupts whatever is still under way.
    private void failed(Throwable failure, String line) {
        if (!closed.get() && !listener.isClosed()) {
            failures.offer(failure);
            LOG.log(Level.WARNING, line);
        }
    }

    // Whoever comes in while the server is closing must not wait for an answer that nobody will give.
    private void serveSoon(Socket socket, Listener listening) {
        connections.add(socket);
        try {
            threads.execute(() -> serve(socket));
        } catch (RejectedExecutionException closed) {
            closeQuietly(socket);
        }
        if (listening.isClosed()) {
            closeQuietly(socket);
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            ServerConnection connection = new ServerConnection(socket);
            RequestReader requests = new RequestReader(new BufferedInputStream(socket.getInputStream()), connection);
            while (connection.isOpen() && answeredNext(requests, connection)) {
                // on to the next request
            }
        } catch (IOException gone) {
            // The client went away, or the server is closing: nobody is left to tell.
        } finally {
            connections.remove(socket);
        }
    }

    private boolean answeredNext(RequestReader requests, ServerConnection connection) throws IOException {
        try {
            connection.awaitRequest();
            ReceivedRequest request = requests.next();
            if (request == null) {
                return false;
            }
            handler.handle(request, connection);
            return !request.isTheLast();
        } catch (NotHttpException notHttp) {
            // The client's mistake: a 5xx would be repeated.
            giveUp(400, notHttp, "cannot read what it was sent, and says 400. " + notHttp.getMessage(), connection);
        } catch (IOException gone) {
            throw gone;
        } catch (Throwable failure) {
            giveUp(500, failure, "failed, and says 500: " + failure, connection);
        }
        return false;
    }

    // Recorded first, so that whoever has the answer finds the failure.
    private void giveUp(int status, Throwable failure, String what, ServerConnection connection) throws IOException {
        failed(failure, "The fake Anaplan " + what);
        connection.giveUp(status, failure.toString());
    }

    /** Closes the port and every connection. */
    @Override
    public synchronized void close() {
        closed.set(true);
        listener.close();
        closeQuietly(placeholder);
        connections.forEach(HttpServer::closeQuietly);
        threads.shutdownNow();
    }

    private static void closeQuietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception alreadyBroken) {
            // closed all the same
        }
    }

    private final class Listener implements Runnable {
        private final ServerSocket socket;
        private final CountDownLatch gone = new CountDownLatch(1);

        Listener(ServerSocket socket) {
            this.socket = socket;
        }

        @Override
        public void run() {
            try {
                while (!socket.isClosed()) {
                    serveSoon(socket.accept(), this);
                }
            } catch (IOException broken) {
                failed(broken, "The fake Anaplan takes no more connections: " + broken);
            } finally {
                gone.countDown();
            }
        }

        boolean isClosed() {
            return socket.isClosed();
        }

        // The system lets connections in for as long as a thread is still inside accept.
        void close() {
            closeQuietly(socket);
            try {
                gone.await(1, TimeUnit.SECONDS);
            } catch (InterruptedException asked) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
