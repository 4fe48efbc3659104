package io.github.anaplan4j.internal.protocol;

import io.github.anaplan4j.internal.base.BaseUrl;
import io.github.anaplan4j.internal.base.Lifecycle;
import io.github.anaplan4j.internal.base.Timeouts;
import io.github.anaplan4j.internal.port.FakeTokens;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.TimeSource;

/** Sessions for tests that only the answers matter to. */
final class Sessions {
    private Sessions() {}

    static ApiSession over(HttpTransport transport, TimeSource time) {
        return new ApiSession(
                BaseUrl.of("https://api.anaplan.com/2/0"),
                transport,
                FakeTokens.always("a-token-made-for-this-test"),
                Timeouts.defaults(),
                new Lifecycle(),
                time);
    }
}
