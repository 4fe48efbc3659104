package io.github.anaplan4j.docs.architecture.bad.auth;

import io.github.anaplan4j.docs.architecture.bad.host.HostThatKnowsTasks;
import io.github.anaplan4j.docs.architecture.bad.task.TaskThatKnowsErrors;
import org.slf4j.Logger;

public class AuthThatKnowsOthers {
    TaskThatKnowsErrors task;
    HostThatKnowsTasks host;
    Logger log;
}
