package io.github.anaplan4j.docs.architecture.bad.host;

import io.github.anaplan4j.docs.architecture.bad.task.TaskThatKnowsErrors;

public class HostThatKnowsTasks {
    TaskThatKnowsErrors task;
}
