package io.github.anaplan4j.docs.architecture.bad.error;

import org.slf4j.Logger;

public class ErrorThatLogs {
    Logger log;
}
