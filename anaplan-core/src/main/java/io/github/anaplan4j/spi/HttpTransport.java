package io.github.anaplan4j.spi;

import io.github.anaplan4j.error.TransportException;

/**
 * Sends one HTTP request and returns one response.
 *
 * <p>This is the library's only plug-in point for HTTP. It deals in bytes and headers and knows nothing of Anaplan.
 * {@code TransportContract} in the testkit has a test for each of these rules:
 *
 * <ol>
 *   <li>An instance MUST be thread-safe.
 *   <li>{@link #execute} MUST send exactly one request: no retry after a failure or a status, and no redirect followed.
 *       Starting an action is not idempotent; a repeated POST runs it twice. (An HTTP library that insists on it may
 *       repeat, once, a GET whose connection broke before the first byte of the answer. The transport then says so.)
 *   <li>Any status MUST be returned as a value, never thrown, with all lines of its headers. (The body of a 401 or 407
 *       may be missing: the JDK's HTTP client drops it.)
 *   <li>Method, URI, headers and body MUST arrive as given, percent-encoding included. The transport adds no
 *       credentials, keeps no cookies and asks for no compression. An authenticator or a cookie handler of the whole
 *       JVM gives the server nothing. A password for a proxy goes to the proxy alone; where that wants one in a way
 *       that the transport does not speak, the failure names it. (A transport that takes no proxy from its settings,
 *       or whose HTTP library a user sets up, says so.)
 *   <li>The request's timeout MUST bound every silence: for a connection, for the head of the answer, and between two
 *       parts of its body. It MUST bound the head as a whole too, however that drips, from the time at which the
 *       request was written. (A transport that cannot see that time bounds so only the heads of requests without a
 *       body.)
 *   <li>The answer MUST be streamed: {@code execute} returns once its head has arrived, and never buffers a large body.
 *   <li>A body that ends before its announced length MUST surface as an {@code IOException}, or, if nothing of it came,
 *       as the failure of {@link #execute}; never as an ordinary end, whatever other headers say. So MUST one whose
 *       framing is not that of HTTP/1.1: chunks that are not what they announce, two announcements of its end, or one
 *       that there is not. So MUST one that announced no end, unless it came over TLS and with the server's goodbye
 *       ({@code close_notify}). (A transport that cannot see the goodbye, as Java hides it, takes none of these for
 *       whole. One on an HTTP library that reads framing loosely says so.)
 *   <li>Closing the response MUST free its connection at once, read or not, without reading on to the end.
 *   <li>A failure MUST be a {@link TransportException} that says whether the request may have been sent; in doubt, it
 *       may. What was written to the connection decides, and not the type of an exception: a TLS handshake can fail
 *       after the request was read, when the server asks for another one. Once a client of the user's has the request,
 *       nobody else knows what was written. Whatever else the HTTP library or a part of
 *       the user's throws, errors included, is turned into one. A request that waits in vain for others to free a
 *       connection was not sent, and says so by {@link TransportException#noFreeConnection}.
 *   <li>An interrupt MUST end the call within a second, whatever it waits for, though sockets heed none:
 *       {@link #execute} fails with {@link TransportException.Kind#INTERRUPTED}, and a body with an
 *       {@code IOException}. It is that of the thread which waits: for the body, of whoever reads it. It MUST NOT be
 *       swallowed: the thread's interrupt flag is still set then. A thread that is interrupted already sends nothing.
 *   <li>{@link #close} MUST release what the transport opened, and nothing that its user passed in. It can be called
 *       twice. Afterwards {@code execute} throws an {@link IllegalStateException}, and calls under way fail. No thread
 *       of the transport stays.
 *   <li>A message MUST hold neither headers nor query nor body.
 *   <li>The request's call timeout MUST bound the whole call: the connection, the TLS handshake, the sending, the head
 *       and the body of the answer, however busy the server is, the looking up of names, and what it asks of the
 *       application or the JVM, such as a proxy selector, a password or a trust manager. {@code execute} does not
 *       outlive it by more than a moment, and a body that is late fails. What hangs may keep a daemon thread; it MUST
 *       NOT send the request after its caller was told otherwise, nor read the request's body, which may have other
 *       bytes then.
 *   <li>Interim answers (100, 102, 103) MUST NOT be taken for the answer: they are passed over. Nor MUST what a server
 *       says before it is asked, on a new connection or one that was kept: it is looked for before the request is
 *       written, and if there is any, the request was not sent. (One on an HTTP library that does not look says
 *       so.)
 *   <li>A body with a {@code Content-Encoding} MUST arrive as it was sent, with that header, or decoded and without
 *       it, or fail. Decoded, one that is cut short in its coding, or goes on after it, MUST fail.
 * </ol>
 *
 * <p>{@link TransportCalls} helps to keep 5, 7, 9, 10, 11, 13 and 15, {@link ChunkedBody} helps with 7,
 * and {@link Silence} with 14.
 */
public interface HttpTransport extends AutoCloseable {
    /**
     * Executes one request and blocks until the head of the answer has arrived.
     *
     * @param request the request
     * @return the answer, which the caller closes
     * @throws TransportException if there is no answer
     * @throws IllegalStateException if this transport is closed
     */
    TransportResponse execute(TransportRequest request);

    /** Releases connections and threads of this transport; requests in flight fail. */
    @Override
    void close();
}
