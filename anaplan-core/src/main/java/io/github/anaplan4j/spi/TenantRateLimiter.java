package io.github.anaplan4j.spi;

import io.github.anaplan4j.task.TaskRef;
import java.time.Duration;

/**
 * Limits the rate of requests of all clients of a tenant together, on whatever machines they are.
 *
 * <p>Anaplan allows 600 requests a minute to a whole tenant, and asks for 5 seconds between two polls of a task. A
 * client by itself knows of its own requests alone. Clients that share one of these share one request budget, one pause
 * after an answer 429 and one polling floor of each task. For clients of one JVM there is {@link #inMemory}; for those
 * of many, implement it over a database: a row for the tenant and one for each task that was polled lately.
 *
 * <p>A client asks after its own budget has let a request through, which keeps the order, and just before it sends; for
 * a poll it calls {@link #askToSend} first, then {@link #askToPoll}. Whoever is told to wait keeps its turn and asks
 * again, after fifteen seconds at the latest. Logins are not asked for.
 *
 * <p>It is called on threads of the client's own, never under a lock. A call that takes longer than a second, throws or
 * returns null is logged once, and holds up nobody any longer: for ten seconds, and as long as that call hangs, the
 * client goes on alone. It then sends a 64th of its own budget, so that a hundred clients of the default budget send
 * 469 a minute together. Implementations are thread-safe.
 */
public interface TenantRateLimiter {
    /**
     * Asks to send one request now.
     *
     * @return zero if it may go, which counts as sent; else how long to wait before asking again
     */
    Duration askToSend();

    /**
     * Asks to poll a task now.
     *
     * @param task the task
     * @param floor the shortest time between two polls of it, 5 seconds but in tests
     * @return zero if it may be polled, which counts as polled; else how long to wait before asking again
     */
    Duration askToPoll(TaskRef task, Duration floor);

    /**
     * Takes in an answer 429: nobody is to send before that time is over, and then slowly at first.
     *
     * @param atLeast how long to wait at least, positive and ten minutes at most
     */
    void pause(Duration atLeast);

    /**
     * Makes a limiter in memory, for the clients of this JVM that are given the same one.
     *
     * <p>No second has more than a sixtieth of the budget, rounded up, and no minute more than nine tenths of it, for
     * what is sent evenly may arrive in bunches. After an answer 429 both are half of that, and recover within five
     * minutes.
     *
     * @param requestsPerMinute what the tenant may send in a minute
     * @return a limiter
     * @throws IllegalArgumentException if the number is not positive
     */
    static TenantRateLimiter inMemory(int requestsPerMinute) {
        return inMemory(requestsPerMinute, TimeSource.system());
    }

    /**
     * Makes a limiter in memory, as {@link #inMemory(int)} does, for clients in another time.
     *
     * @param requestsPerMinute what the tenant may send in a minute
     * @param time the time of the clients
     * @return a limiter
     * @throws IllegalArgumentException if the number is not positive
     */
    static TenantRateLimiter inMemory(int requestsPerMinute, TimeSource time) {
        return new InMemoryTenantRateLimiter(requestsPerMinute, time);
    }
}
