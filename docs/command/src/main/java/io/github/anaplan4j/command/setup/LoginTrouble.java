package io.github.anaplan4j.command.setup;

import io.github.anaplan4j.error.AnaplanApiException;
import io.github.anaplan4j.error.LoginFailedException;
import io.github.anaplan4j.error.TransportException;
import org.jspecify.annotations.Nullable;

/** Tells a login that was refused from one that nobody looked at. */
public final class LoginTrouble {
    private LoginTrouble() {}

    /**
     * {@return whether the login service is in trouble or out of reach, which says nothing of who logs in}
     *
     * @param failed a login that failed
     */
    public static boolean isOfTheServer(LoginFailedException failed) {
        for (@Nullable Throwable cause = failed.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof AnaplanApiException answer) {
                return answer.condition().isTransient();
            }
            if (cause instanceof TransportException) {
                return true;
            }
        }
        return false;
    }
}
