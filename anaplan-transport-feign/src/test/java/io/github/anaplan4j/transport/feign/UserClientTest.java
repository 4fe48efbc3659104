package io.github.anaplan4j.transport.feign;

import feign.Feign;
import io.github.anaplan4j.spi.HttpTransport;
import io.github.anaplan4j.spi.TransportSettings;
import io.github.anaplan4j.testkit.transport.TransportContract;

/** Runs the contract on a client of the user's that can do nothing but block. */
class UserClientTest extends TransportContract {
    @Override
    protected HttpTransport createTransport(TransportSettings settings) {
        return FeignTransport.onClient(Feign.builder(), new JdkClient(), settings.connectTimeout());
    }

    @Override
    protected boolean repeatsUnansweredGets() {
        return true;
    }

    @Override
    protected boolean takesNoProxy() {
        return true;
    }

    @Override
    protected boolean readsLooseFraming() {
        return true;
    }

    @Override
    protected boolean writesUnseen() {
        return true;
    }
}
