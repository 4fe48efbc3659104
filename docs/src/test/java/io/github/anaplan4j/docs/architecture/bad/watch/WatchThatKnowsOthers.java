package io.github.anaplan4j.docs.architecture.bad.watch;

import de.siegmar.fastcsv.reader.CsvReader;
import feign.Feign;
import io.github.anaplan4j.docs.architecture.bad.RootThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.auth.AuthThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.internal.InternalThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.internal.auth.InternalAuthThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.internal.limit.InternalLimitThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.internal.port.InternalPortThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.internal.protocol.InternalProtocolThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.internal.transfer.InternalTransferThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.internal.usecase.InternalUsecaseThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.internal.watch.InternalWatchThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.report.ReportThatKnowsOthers;
import org.apache.hc.client5.http.classic.HttpClient;
import tools.jackson.databind.JsonNode;

public class WatchThatKnowsOthers {
    ReportThatKnowsOthers report;
    AuthThatKnowsOthers auth;
    InternalPortThatKnowsOthers internalPort;
    InternalLimitThatKnowsOthers internalLimit;
    InternalUsecaseThatKnowsOthers internalUsecase;
    InternalWatchThatKnowsOthers internalWatch;
    InternalTransferThatKnowsOthers internalTransfer;
    InternalAuthThatKnowsOthers internalAuth;
    InternalProtocolThatKnowsOthers internalProtocol;
    InternalThatKnowsOthers internal;
    RootThatKnowsOthers root;
    JsonNode json;
    CsvReader<?> csv;
    HttpClient httpClient;
    Feign feign;
}
