package io.github.anaplan4j.internal.auth;

import io.github.anaplan4j.auth.OAuthClient;
import io.github.anaplan4j.auth.UserCode;
import io.github.anaplan4j.error.LoginFailedException;
import io.github.anaplan4j.internal.base.Durations;
import io.github.anaplan4j.internal.port.OAuthAnswer;
import io.github.anaplan4j.internal.port.OAuthAnswer.Granted;
import io.github.anaplan4j.internal.port.OAuthAnswer.Refused;
import io.github.anaplan4j.internal.port.OAuthGrants;
import io.github.anaplan4j.internal.port.OAuthGrants.DeviceCodes;
import io.github.anaplan4j.spi.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks a person who has a browser somewhere, and waits for the answer: RFC 8628. */
final class DeviceGrant implements OAuthIssuer.Consent {
    private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);
    private static final Duration SLOWER = Duration.ofSeconds(5);
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(30);

    private final OAuthClient client;
    private final OAuthGrants service;
    private final Consumer<UserCode> prompt;
    private final TimeSource time;
    private volatile boolean wasDenied;
    private @Nullable Thread waiting;
    private boolean isStopped;

    DeviceGrant(OAuthClient client, OAuthGrants service, Consumer<UserCode> prompt, TimeSource time) {
        this.client = client;
        this.service = service;
        this.prompt = prompt;
        this.time = time;
    }

    @Override
    public Granted ask(String why) {
        if (wasDenied) { // a person who has said no is not asked again and again
            throw denied();
        }
        DeviceCodes codes = service.requestCodes(client);
        long askedAt = time.nanoTime();
        prompt.accept(codes.userCode());
        Duration interval = Durations.longer(codes.interval(), SHORTEST_INTERVAL);
        while (time.nanoTime() - askedAt < codes.userCode().lifetime().toNanos()) {
            if (!pause(interval)) {
                throw new LoginFailedException("The wait for a user to enter the code was ended.", null);
            }
            Optional<OAuthAnswer> answer = redeem(codes);
            if (answer.isEmpty()) {
                interval = Durations.longer(interval, Durations.shorter(interval.multipliedBy(2), LONGEST_BACK_OFF));
            } else if (answer.get() instanceof Granted granted) {
                return granted;
            } else if (answer.get() instanceof Refused refused) {
                interval = interval.plus(slowDown(refused));
            } else {
                throw new AssertionError(answer);
            }
        }
        throw expired();
    }

    // Interrupts a pause alone, never a request, because its answer may have the token.
    @Override
    public synchronized void stopWaiting() {
        isStopped = true;
        if (waiting != null) {
            waiting.interrupt();
        }
    }

    private boolean pause(Duration interval) {
        synchronized (this) {
            if (isStopped) {
                return false;
            }
            waiting = Thread.currentThread();
        }
        boolean goesOn = time.pause(interval);
        synchronized (this) {
            waiting = null;
            if (isStopped) {
                Thread.interrupted();
            }
            return goesOn && !isStopped;
        }
    }

    // Trouble on the way says nothing about the person, who goes on typing.
    private Optional<OAuthAnswer> redeem(DeviceCodes codes) {
        try {
            return Optional.of(service.redeem(client, codes));
        } catch (LoginFailedException unanswered) {
            return Optional.empty();
        }
    }

    private Duration slowDown(Refused refused) {
        return switch (refused.error()) {
            case "authorization_pending" -> Duration.ZERO;
            case "slow_down" -> SLOWER;
            case "expired_token" -> throw expired();
            case "access_denied" -> {
                wasDenied = true;
                throw denied();
            }
            default ->
                throw new LoginFailedException(
                        "The OAuth service refused the device code of " + client + " (" + refused
                                + "). Check whether that client id is one for the device grant, and whether the user"
                                + " has to log in by single sign-on, with which there is no device grant.",
                        null);
        };
    }

    private LoginFailedException expired() {
        return new LoginFailedException(
                "Nobody entered the code for " + client + " in time. The next request asks for another code.", null);
    }

    private LoginFailedException denied() {
        return new LoginFailedException(
                "The user did not let " + client + " in. To ask again, build a new client.", null);
    }
}
