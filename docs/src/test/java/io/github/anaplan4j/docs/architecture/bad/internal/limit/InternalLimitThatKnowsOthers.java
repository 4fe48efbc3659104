package io.github.anaplan4j.docs.architecture.bad.internal.limit;

import de.siegmar.fastcsv.reader.CsvReader;
import feign.Feign;
import io.github.anaplan4j.docs.architecture.bad.RootThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.auth.AuthThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.internal.InternalThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.internal.auth.InternalAuthThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.internal.protocol.InternalProtocolThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.internal.transfer.InternalTransferThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.internal.usecase.InternalUsecaseThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.internal.watch.InternalWatchThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.report.ReportThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.watch.WatchThatKnowsOthers;
import org.apache.hc.client5.http.classic.HttpClient;
import tools.jackson.databind.JsonNode;

public class InternalLimitThatKnowsOthers {
    ReportThatKnowsOthers report;
    AuthThatKnowsOthers auth;
    WatchThatKnowsOthers watch;
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
