package io.github.anaplan4j.docs.architecture.bad.internal.transfer;

import feign.Feign;
import io.github.anaplan4j.docs.architecture.bad.RootThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.auth.AuthThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.internal.InternalThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.internal.auth.InternalAuthThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.internal.limit.InternalLimitThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.internal.protocol.InternalProtocolThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.internal.usecase.InternalUsecaseThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.internal.watch.InternalWatchThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.spi.SpiThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.watch.WatchThatKnowsOthers;
import org.apache.hc.client5.http.classic.HttpClient;
import org.slf4j.Logger;
import tools.jackson.databind.JsonNode;

public class InternalTransferThatKnowsOthers {
    InternalLimitThatKnowsOthers internalLimit;
    SpiThatKnowsOthers spi;
    AuthThatKnowsOthers auth;
    WatchThatKnowsOthers watch;
    InternalUsecaseThatKnowsOthers internalUsecase;
    InternalWatchThatKnowsOthers internalWatch;
    InternalAuthThatKnowsOthers internalAuth;
    InternalProtocolThatKnowsOthers internalProtocol;
    InternalThatKnowsOthers internal;
    RootThatKnowsOthers root;
    Logger log;
    JsonNode json;
    HttpClient httpClient;
    Feign feign;
}
