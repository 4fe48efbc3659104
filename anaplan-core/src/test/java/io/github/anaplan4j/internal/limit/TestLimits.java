package io.github.anaplan4j.internal.limit;

import io.github.anaplan4j.internal.base.BaseUrl;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.spi.TimeSource;

/** Limits for tests of parts that need some. */
public final class TestLimits {
    public static final BaseUrl SERVER = BaseUrl.of("https://api.anaplan.com/2/0");

    private TestLimits() {}

    public static RequestLimiter limiter(int requestsPerMinute, TimeSource time) {
        return new RequestLimiter(PollingFloor.STANDARD, SERVER, requestsPerMinute, 16, new Lifecycle(), time, null);
    }
}
