package io.github.anaplan4j.docs.architecture.bad.error;

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
import io.github.anaplan4j.docs.architecture.bad.spi.SpiThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.watch.WatchThatKnowsOthers;
import org.apache.hc.client5.http.classic.HttpClient;
import org.slf4j.Logger;
import tools.jackson.databind.JsonNode;

public class ErrorThatKnowsOthers {
    ReportThatKnowsOthers report;
    SpiThatKnowsOthers spi;
    AuthThatKnowsOthers auth;
    WatchThatKnowsOthers watch;
    InternalPortThatKnowsOthers internalPort;
    InternalLimitThatKnowsOthers internalLimit;
    InternalUsecaseThatKnowsOthers internalUsecase;
    InternalWatchThatKnowsOthers internalWatch;
    InternalTransferThatKnowsOthers internalTransfer;
    InternalAuthThatKnowsOthers internalAuth;
    InternalProtocolThatKnowsOthers internalProtocol;
    InternalThatKnowsOthers internal;
    RootThatKnowsOthers root;
    Logger log;
    JsonNode json;
    CsvReader<?> csv;
    HttpClient httpClient;
    Feign feign;
}
