package io.github.anaplan4j.docs.architecture.bad.internal.protocol;

import de.siegmar.fastcsv.reader.CsvReader;
import feign.Feign;
import io.github.anaplan4j.docs.architecture.bad.RootThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.internal.InternalThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.internal.auth.InternalAuthThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.internal.limit.InternalLimitThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.internal.transfer.InternalTransferThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.internal.usecase.InternalUsecaseThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.internal.watch.InternalWatchThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.report.ReportThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.watch.WatchThatKnowsOthers;
import org.apache.hc.client5.http.classic.HttpClient;
import org.slf4j.Logger;

public class InternalProtocolThatKnowsOthers {
    InternalLimitThatKnowsOthers internalLimit;
    ReportThatKnowsOthers report;
    WatchThatKnowsOthers watch;
    InternalUsecaseThatKnowsOthers internalUsecase;
    InternalWatchThatKnowsOthers internalWatch;
    InternalTransferThatKnowsOthers internalTransfer;
    InternalAuthThatKnowsOthers internalAuth;
    InternalThatKnowsOthers internal;
    RootThatKnowsOthers root;
    Logger log;
    CsvReader<?> csv;
    HttpClient httpClient;
    Feign feign;
}
