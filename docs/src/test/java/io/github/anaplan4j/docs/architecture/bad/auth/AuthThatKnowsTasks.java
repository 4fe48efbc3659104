package io.github.anaplan4j.docs.architecture.bad.auth;

import io.github.anaplan4j.docs.architecture.bad.task.TaskThatKnowsErrors;

public class AuthThatKnowsTasks {
    TaskThatKnowsErrors task;
}
