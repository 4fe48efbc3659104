package io.github.anaplan4j.docs.architecture.bad.transport;

import io.github.anaplan4j.docs.architecture.bad.task.TaskThatKnowsErrors;
import io.github.anaplan4j.docs.architecture.bad.time.TimeThatKnowsTasks;
import io.github.anaplan4j.docs.architecture.bad.transport.feign.FeignThatKnowsOthers;

public class PortThatKnowsOthers {
    TaskThatKnowsErrors task;
    FeignThatKnowsOthers adapter;
    TimeThatKnowsTasks time;
}
