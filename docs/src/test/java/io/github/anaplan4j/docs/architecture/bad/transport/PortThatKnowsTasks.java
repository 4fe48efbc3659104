package io.github.anaplan4j.docs.architecture.bad.transport;

import io.github.anaplan4j.docs.architecture.bad.task.TaskThatKnowsErrors;

public class PortThatKnowsTasks {
    TaskThatKnowsErrors task;
}
