package io.github.anaplan4j.docs.architecture.bad.time;

import io.github.anaplan4j.docs.architecture.bad.task.TaskThatKnowsErrors;

public class TimeThatKnowsTasks {
    TaskThatKnowsErrors task;
}
