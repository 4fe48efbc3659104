package io.github.anaplan4j.docs.architecture.bad.internal.auth;

import de.siegmar.fastcsv.reader.CsvReader;
import feign.Feign;
import io.github.anaplan4j.docs.architecture.bad.RootThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.internal.InternalThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.internal.protocol.InternalProtocolThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.internal.transfer.InternalTransferThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.internal.usecase.InternalUsecaseThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.internal.watch.InternalWatchThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.report.ReportThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.task.TaskThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.watch.WatchThatKnowsOthers;
import org.apache.hc.client5.http.classic.HttpClient;
import org.slf4j.Logger;
import tools.jackson.databind.JsonNode;

public class InternalAuthThatKnowsOthers {
    TaskThatKnowsOthers task;
    ReportThatKnowsOthers report;
    WatchThatKnowsOthers watch;
    InternalUsecaseThatKnowsOthers internalUsecase;
    InternalWatchThatKnowsOthers internalWatch;
    InternalTransferThatKnowsOthers internalTransfer;
    InternalProtocolThatKnowsOthers internalProtocol;
    InternalThatKnowsOthers internal;
    RootThatKnowsOthers root;
    Logger log;
    JsonNode json;
    CsvReader<?> csv;
    HttpClient httpClient;
    Feign feign;
}
