package io.github.anaplan4j.testkit.server;

import io.github.anaplan4j.testkit.http.ReceivedRequest;
import io.github.anaplan4j.testkit.http.ServerConnection;
import java.io.IOException;
import java.util.Optional;

/** Takes a request down, and lets it meet with its fault, or else with its answer. */
final class RequestHandler {
    private final FakeState state;
    private final OtherHost otherHost;

    RequestHandler(FakeState state, OtherHost otherHost) {
        this.state = state;
        this.otherHost = otherHost;
    }

    /** Answers whoever asked this machine by a foreign name, before that does anything to the fake. */
    void refuseHost(ReceivedRequest received, ServerConnection connection) throws IOException {
        LoggedRequest request = state.logged(received);
        Reply reply = FakeApi.refused(
                request,
                Reply.error(
                        403,
                        "This fake is for the machine it runs on, as localhost or 127.0.0.1, and not as "
                                + received.header("Host")
                                + ". Let it listen on an address beyond loopback to reach it by other names",
                        request));
        state.log().add(request).note(Integer.toString(reply.status()));
        new FaultPlayer(state, otherHost, received, connection).send(reply);
    }

    void handle(ReceivedRequest received, ServerConnection connection) throws IOException {
        LoggedRequest request = state.logged(received);
        RequestLog.Entry entry = state.log().add(request);
        Runnable action = state.duringRequests().poll();
        if (action != null) {
            action.run();
        }
        if (state.tasks().takeTokenExpiry(state.now())) {
            state.endAllTokens();
        }
        FaultPlayer player = new FaultPlayer(state, otherHost, received, connection);
        Optional<InjectedFault> fault =
                state.faults().of(request).or(() -> state.tasks().trouble(state.now()));
        if (fault.isPresent()) {
            entry.note(fault.get().toString());
            player.play(fault.get());
        } else {
            Reply reply = player.answer();
            entry.note(Integer.toString(reply.status()));
            player.send(reply);
        }
    }
}
