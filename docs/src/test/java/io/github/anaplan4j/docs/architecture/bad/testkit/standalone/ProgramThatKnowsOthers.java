package io.github.anaplan4j.docs.architecture.bad.testkit.standalone;

import io.github.anaplan4j.docs.architecture.bad.internal.usecase.UseCaseThatExits;
import io.github.anaplan4j.docs.architecture.bad.testkit.http.ServerThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.testkit.page.PageThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.testkit.server.StateThatKnowsOthers;
import tools.jackson.databind.JsonNode;

public class ProgramThatKnowsOthers {
    UseCaseThatExits client;
    ServerThatKnowsOthers server;
    PageThatKnowsOthers page;
    StateThatKnowsOthers state;
    JsonNode json;
}
