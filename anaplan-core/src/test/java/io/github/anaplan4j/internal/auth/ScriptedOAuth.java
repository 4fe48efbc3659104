package io.github.anaplan4j.internal.auth;

import io.github.anaplan4j.auth.OAuthClient;
import io.github.anaplan4j.internal.port.OAuthAnswer;
import io.github.anaplan4j.internal.port.OAuthGrants;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Supplier;

/** An OAuth service that says what it was told to, one answer after another, and keeps what it was asked. */
final class ScriptedOAuth implements OAuthGrants {
    final List<String> requests = new ArrayList<>();
    DeviceCodes codes;
    private final Deque<Supplier<OAuthAnswer>> answers = new ArrayDeque<>();

    @SafeVarargs
    final ScriptedOAuth answering(Supplier<OAuthAnswer>... next) {
        for (Supplier<OAuthAnswer> answer : next) {
            answers.add(answer);
        }
        return this;
    }

    @Override
    public OAuthAnswer refresh(OAuthClient client, String refreshToken) {
        requests.add("refresh " + refreshToken);
        return answer();
    }

    @Override
    public DeviceCodes requestCodes(OAuthClient client) {
        requests.add("codes");
        return codes;
    }

    @Override
    public OAuthAnswer redeem(OAuthClient client, DeviceCodes asked) {
        requests.add("redeem " + asked.deviceCode());
        return answer();
    }

    private OAuthAnswer answer() {
        if (answers.isEmpty()) {
            throw new NoSuchElementException("Nothing is scripted for " + requests);
        }
        return answers.remove().get();
    }
}
