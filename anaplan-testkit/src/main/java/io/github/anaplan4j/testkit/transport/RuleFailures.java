package io.github.anaplan4j.testkit.transport;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/** Puts the rule that a test stands for, which is its display name, before the message of its failure. */
final class RuleFailures implements TestExecutionExceptionHandler {
    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        if (failure instanceof TestAbortedException) {
            throw failure;
        }
        throw new AssertionError("HttpTransport, " + context.getDisplayName() + "\n" + failure, failure);
    }
}
