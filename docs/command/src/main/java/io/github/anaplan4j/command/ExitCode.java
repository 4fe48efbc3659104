package io.github.anaplan4j.command;

import io.github.anaplan4j.command.setup.LoginTrouble;
import io.github.anaplan4j.command.setup.SetupException;
import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.ApiCondition;
import io.github.anaplan4j.error.LoginFailedException;
import io.github.anaplan4j.error.StartUncertainException;
import io.github.anaplan4j.error.WatchGivenUpException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The codes with which the command ends. */
enum ExitCode {
    /** The run succeeded, or what was asked for was done. */
    SUCCEEDED(0, "It succeeded, or was done."),
    /** It could not be done. */
    NOT_DONE(1, "It was not done, for another reason that is told; run: nothing was started."),
    /** The run went through, with rows that were rejected. */
    REJECTED_ROWS(2, "The run went through, but rows were rejected, or came with warnings."),
    /** The run failed. */
    FAILED(3, "The run failed."),
    /** The run was cancelled. */
    CANCELLED(4, "The run was cancelled."),
    /** The run goes on, and nobody looks any more. */
    GAVE_UP(5, "Gave up watching. The run was left alone; the line that resumes the watch is told."),
    /** The run may have been started. */
    START_UNCERTAIN(6, "It is not known whether the run was started. Look, before you start it again."),
    /** Nobody could log in. */
    BAD_CREDENTIALS(7, "The credentials were not accepted."),
    /** Somebody else runs it. */
    HELD(8, "Another program on this machine runs it, or its model; nothing was started."),
    /** The run is over, and something after it went wrong. */
    UNFINISHED(9, "The run has begun, and what follows it was not done; the same command goes on with that."),
    /** The command line or the settings are wrong. */
    USAGE(64, "The command line or the settings are wrong; nothing was sent."),
    /** Somebody pressed Ctrl-C. */
    INTERRUPTED(130, "Interrupted by Ctrl-C. The run goes on; the line that resumes the watch is told.");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    int number() {
        return number;
    }

    /** {@return each code and what it means} */
    static Map<String, String> meanings() {
        Map<String, String> meanings = new LinkedHashMap<>();
        for (ExitCode code : values()) {
            meanings.put(Integer.toString(code.number), code.meaning);
        }
        return meanings;
    }

    /** {@return what an exception ends the command with} */
    static ExitCode of(Throwable failure) {
        if (failure instanceof StartUncertainException) {
            return START_UNCERTAIN;
        }
        if (failure instanceof WatchGivenUpException) {
            return GAVE_UP;
        }
        if (failure instanceof HeldException) {
            return HELD;
        }
        if (failure instanceof UnfinishedException) {
            return UNFINISHED;
        }
        if (failure instanceof SetupException) {
            return USAGE;
        }
        return isOfCredentials(failure) ? BAD_CREDENTIALS : NOT_DONE;
    }

    // A login service that is in trouble says nothing of who logs in.
    private static boolean isOfCredentials(Throwable failure) {
        if (failure instanceof LoginFailedException failed) {
            return !LoginTrouble.isOfTheServer(failed);
        }
        return failure instanceof AnaplanApiException refused && refused.condition() == ApiCondition.UNAUTHORIZED;
    }
}
