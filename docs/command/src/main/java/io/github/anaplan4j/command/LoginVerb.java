package io.github.anaplan4j.command;

import io.github.anaplan4j.Credentials;
import io.github.anaplan4j.auth.UserCode;
import io.github.anaplan4j.command.setup.Durations;
import io.github.anaplan4j.command.setup.Logins;
import io.github.anaplan4j.command.setup.Session;
import io.github.anaplan4j.command.setup.Setting;
import io.github.anaplan4j.command.setup.Settings;
import io.github.anaplan4j.command.show.Display;
import picocli.CommandLine.Command;

/** Logs in, to see whether it works, and lets an OAuth application in. */
@Command(
        name = "login",
        header = "Logs in, to see whether it works, and lets an OAuth application in for good.",
        description = {
            "%nWith --client-id it shows a code that a person enters in any browser. The refresh token that comes of it"
                    + " is kept in the state directory, for this user alone; the other commands live on it.%n"
        })
final class LoginVerb extends Verb {
    LoginVerb() {}

    @Override
    ExitCode execute(Settings settings, Display display) {
        Logins logins = new Logins(settings);
        boolean isOAuth = settings.get(Setting.CLIENT_ID).isPresent();
        Credentials credentials = isOAuth ? logins.device(code -> show(code, display)) : logins.credentials();
        try (Session session = Session.open(settings, credentials)) {
            display.note("The login works, for " + session.client().verify() + ".");
            return ExitCode.SUCCEEDED;
        }
    }

    private static void show(UserCode code, Display display) {
        display.note(code.complete().map(uri -> "Open " + uri).orElse("Open " + code.verificationUri()) + " and enter "
                + code.code() + ", within " + Durations.format(code.lifetime()) + ".");
    }
}
