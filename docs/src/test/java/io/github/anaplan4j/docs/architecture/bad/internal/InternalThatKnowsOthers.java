package io.github.anaplan4j.docs.architecture.bad.internal;

import de.siegmar.fastcsv.reader.CsvReader;
import feign.Feign;
import io.github.anaplan4j.docs.architecture.bad.RootThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.auth.AuthThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.report.ReportThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.task.TaskThatKnowsOthers;
import org.apache.hc.client5.http.classic.HttpClient;
import tools.jackson.databind.JsonNode;

public class InternalThatKnowsOthers {
    TaskThatKnowsOthers task;
    ReportThatKnowsOthers report;
    AuthThatKnowsOthers auth;
    RootThatKnowsOthers root;
    JsonNode json;
    CsvReader<?> csv;
    HttpClient httpClient;
    Feign feign;
}
