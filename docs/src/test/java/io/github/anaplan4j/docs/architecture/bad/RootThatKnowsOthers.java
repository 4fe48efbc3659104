package io.github.anaplan4j.docs.architecture.bad;

import de.siegmar.fastcsv.reader.CsvReader;
import feign.Feign;
import io.github.anaplan4j.docs.architecture.bad.internal.limit.InternalLimitThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.internal.protocol.InternalProtocolThatKnowsOthers;
import org.apache.hc.client5.http.classic.HttpClient;
import org.slf4j.Logger;
import tools.jackson.databind.JsonNode;

public class RootThatKnowsOthers {
    InternalLimitThatKnowsOthers internalLimit;
    InternalProtocolThatKnowsOthers internalProtocol;
    Logger log;
    JsonNode json;
    CsvReader<?> csv;
    HttpClient httpClient;
    Feign feign;
}
