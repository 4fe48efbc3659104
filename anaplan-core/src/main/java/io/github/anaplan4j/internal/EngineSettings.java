package io.github.anaplan4j.internal;

import io.github.anaplan4j.internal.base.BaseUrl;
import io.github.anaplan4j.internal.base.Timeouts;
import io.github.anaplan4j.internal.limit.PollingFloor;
import io.github.anaplan4j.internal.limit.RequestClass;
import io.github.anaplan4j.internal.limit.RequestLimiter;
import io.github.anaplan4j.spi.DurationHistory;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.StartLedger;
import io.github.anaplan4j.spi.TenantRateLimiter;
import io.github.anaplan4j.spi.TimeSource;
import io.github.anaplan4j.spi.TransportSettings;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The settings that the builder of a client was given.
 *
 * @param apiUrl the base URL of the Integration API
 * @param authUrl that of the authentication service
 * @param oauthUrl that of the OAuth service
 * @param logsOut whether closing makes the token invalid
 * @param ownTransport the user's transport, which is not closed; null for the one on the class path
 * @param transportSettings for a transport that is made here
 * @param pollingFloor the shortest time between two polls of one task; null for what Anaplan asks for
 * @param requestsPerMinute the request budget
 * @param tenant limits all clients of the tenant; null for none
 * @param chunksAtOnce how many chunks of one transfer may be in memory
 * @param executor the user's, for background polls; null for workers of the client's own
 * @param startLedger knows what was started
 * @param durationHistory knows how long runs took
 * @param learnsFromPastTasks whether it may be filled from Anaplan
 * @param timeouts the longest silences of the server
 * @param time where time comes from
 */
public record EngineSettings(
        BaseUrl apiUrl,
        BaseUrl authUrl,
        BaseUrl oauthUrl,
        boolean logsOut,
        @Nullable HttpTransport ownTransport,
        TransportSettings transportSettings,
        @Nullable Duration pollingFloor,
        int requestsPerMinute,
        @Nullable TenantRateLimiter tenant,
        int chunksAtOnce,
        @Nullable Executor executor,
        StartLedger startLedger,
        DurationHistory durationHistory,
        boolean learnsFromPastTasks,
        Timeouts timeouts,
        TimeSource time) {
    /** The number of requests in a minute that a client sends at most unless told otherwise. */
    public static final int DEFAULT_REQUESTS_PER_MINUTE = RequestLimiter.DEFAULT_REQUESTS_PER_MINUTE;

    /** The number of chunks of one transfer that are in memory at most unless told otherwise. */
    public static final int DEFAULT_CHUNKS_AT_ONCE = 4;

    /**
     * Checks a number as soon as it is set.
     *
     * @param number the number
     * @param told what it is, for the message
     * @return the number
     * @throws IllegalArgumentException if it is not positive
     */
    public static int atLeastOne(int number, String told) {
        if (number < 1) {
            throw new IllegalArgumentException(told + "; it must be at least 1.");
        }
        return number;
    }

    /** {@return how many requests of one class may be under way at once: all classes share the connections} */
    int mostAtOnce() {
        return Math.max(1, transportSettings.maxConnections() / RequestClass.values().length);
    }

    PollingFloor floor() {
        return pollingFloor == null ? PollingFloor.STANDARD : PollingFloor.of(pollingFloor, apiUrl);
    }

    /** Checks that a transport is set up in one place. */
    void checkTransport() {
        if (ownTransport != null && !transportSettings.equals(TransportSettings.defaults())) {
            throw new IllegalStateException(
                    "Proxy, SSL context, connect timeout and maxConnections have no effect on a transport that was"
                            + " passed in. Set them where that transport is made, or let the client make one.");
        }
    }
}
