package io.github.anaplan4j.docs.architecture.bad.task;

import io.github.anaplan4j.docs.architecture.bad.error.ErrorThatLogs;

public class TaskThatKnowsErrors {
    ErrorThatLogs error;
}
