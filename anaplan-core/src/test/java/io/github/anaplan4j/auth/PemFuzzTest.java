package io.github.anaplan4j.auth;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.anaplan4j.Bounded;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Whatever a text holds, there is a certificate or a key in it, or it is refused. */
class PemFuzzTest {
    @FuzzTest(maxDuration = "20s")
    void anyTextIsReadOrRefused(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        Bounded.run(() -> {
            read(text, Pem::certificates);
            read(text, pem -> pem.privateKey(null));
            read(text, pem -> pem.privateKey("passphrase".toCharArray()));
        });
    }

    private static void read(String text, Consumer<Pem> reader) {
        try {
            reader.accept(Pem.of(text));
        } catch (IllegalArgumentException documented) {
            // the one way to refuse a text
        }
    }
}
