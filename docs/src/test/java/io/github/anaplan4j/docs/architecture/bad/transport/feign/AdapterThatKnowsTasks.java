package io.github.anaplan4j.docs.architecture.bad.transport.feign;

import io.github.anaplan4j.docs.architecture.bad.task.TaskThatKnowsErrors;

public class AdapterThatKnowsTasks {
    TaskThatKnowsErrors task;
}
