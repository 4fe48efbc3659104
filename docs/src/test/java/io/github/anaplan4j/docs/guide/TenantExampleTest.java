package io.github.anaplan4j.docs.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.anaplan4j.AnaplanClient;
import io.github.anaplan4j.AnaplanClientBuilder;
import io.github.anaplan4j.Credentials;
import io.github.anaplan4j.error.WatchGivenUpException;
import io.github.anaplan4j.spi.TenantRateLimiter;
import io.github.anaplan4j.testkit.FakeAnaplan;
import io.github.anaplan4j.testkit.Fault;
import io.github.anaplan4j.testkit.RecordedRequest;
import io.github.anaplan4j.testkit.RequestMatchers;
import io.github.anaplan4j.testkit.Scenario;
import io.github.anaplan4j.testkit.time.VirtualTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The clients of a tenant that share its limits, as the guide shows them. */
@ExtendWith(OneTransport.class)
class TenantExampleTest {
    private final VirtualTime time = VirtualTime.create();

    @Test
    void clientsOfATenantShareItsLimits() {
        // quote: tenant
        TenantRateLimiter tenant = TenantRateLimiter.inMemory(600);
        AnaplanClientBuilder finance = AnaplanClient.builder().tenantRateLimiter(tenant);
        AnaplanClientBuilder sales = AnaplanClient.builder().tenantRateLimiter(tenant);
        // end

        assertThat(finance).isNotSameAs(sales);
    }

    @Test
    void anAnswer429ToOneClientStopsTheOther() {
        try (FakeAnaplan fake = FakeAnaplan.start(time)) {
            TenantRateLimiter tenant = TenantRateLimiter.inMemory(600, time);
            fake.faults().inject(RequestMatchers.polls(), Fault.tooManyRequests("60"));
            try (AnaplanClient refused = client(fake, tenant);
                    AnaplanClient other = client(fake, tenant)) {
                assertThatExceptionOfType(WatchGivenUpException.class)
                        .isThrownBy(() -> refused.task(fake.startTask(Scenario.complete()))
                                .await(Duration.ofSeconds(30)));
                other.task(fake.startTask(Scenario.complete())).status();
            }
            List<RecordedRequest> polls = fake.journal().requests(RequestMatchers.polls());
            assertThat(polls).hasSize(2);
            assertThat(Duration.between(polls.get(0).at(), polls.get(1).at()))
                    .isBetween(Duration.ofSeconds(60), Duration.ofSeconds(67));
        }
    }

    private AnaplanClient client(FakeAnaplan fake, TenantRateLimiter tenant) {
        return AnaplanClient.builder()
                .apiUrl(fake.url())
                .credentials(Credentials.token(fake.token()))
                .time(time)
                .tenantRateLimiter(tenant)
                .build();
    }
}
