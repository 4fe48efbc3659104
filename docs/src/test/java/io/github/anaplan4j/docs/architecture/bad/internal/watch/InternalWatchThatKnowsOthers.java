package io.github.anaplan4j.docs.architecture.bad.internal.watch;

import de.siegmar.fastcsv.reader.CsvReader;
import feign.Feign;
import io.github.anaplan4j.docs.architecture.bad.RootThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.auth.AuthThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.internal.InternalThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.internal.auth.InternalAuthThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.internal.protocol.InternalProtocolThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.internal.transfer.InternalTransferThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.internal.usecase.InternalUsecaseThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.report.ReportThatKnowsOthers;
import org.apache.hc.client5.http.classic.HttpClient;
import tools.jackson.databind.JsonNode;

public class InternalWatchThatKnowsOthers {
    ReportThatKnowsOthers report;
    AuthThatKnowsOthers auth;
    InternalUsecaseThatKnowsOthers internalUsecase;
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
