package io.github.anaplan4j.docs.hostile;

import io.github.anaplan4j.docs.KeyTool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.UUID;
import javax.net.ssl.SSLContext;

/** Whom a server may pretend to be, and what a client believes. Made when first needed, in a few seconds. */
final class Identities {
    /** A client that trusts one authority. */
    static final SSLContext CLIENT;
    /** A server with a certificate of that authority. */
    static final SSLContext TRUSTED;
    /** A server with a certificate that it has signed itself. */
    static final SSLContext UNTRUSTED;
    /** A server with a certificate for another host. */
    static final SSLContext ELSEWHERE;
    /** A server with a certificate that was good once. */
    static final SSLContext EXPIRED;

    static {
        try {
            Path directory = Files.createTempDirectory("identities");
            Path file = directory.resolve("keys.p12");
            KeyTool keys = new KeyTool(file, UUID.randomUUID().toString().toCharArray());
            String here = "san=ip:127.0.0.1";
            make(keys, "authority", "-ext", "bc:c");
            make(keys, "trusted", "-signer", "authority", "-ext", here);
            make(keys, "untrusted", "-ext", here);
            make(keys, "elsewhere", "-signer", "authority", "-ext", "san=dns:elsewhere.example");
            make(keys, "expired", "-signer", "authority", "-ext", here, "-startdate", "-60d", "-validity", "30");
            CLIENT = keys.trustingWithoutKey("authority");
            TRUSTED = keys.trusting("trusted");
            UNTRUSTED = keys.trusting("untrusted");
            ELSEWHERE = keys.trusting("elsewhere");
            EXPIRED = keys.trusting("expired");
            Files.delete(file);
            Files.delete(directory);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        } catch (GeneralSecurityException | InterruptedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Identities() {}

    // Keys on a curve, which cost a server least.
    private static void make(KeyTool keys, String alias, String... more) throws IOException, InterruptedException {
        String[] options = new String[more.length + 2];
        options[0] = "-groupname";
        options[1] = "secp256r1";
        System.arraycopy(more, 0, options, 2, more.length);
        keys.make(alias, "EC", options);
    }
}
