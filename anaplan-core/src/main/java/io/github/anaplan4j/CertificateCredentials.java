package io.github.anaplan4j;

import io.github.anaplan4j.auth.ClientCertificate;
import io.github.anaplan4j.auth.NonceFormat;
import java.util.Objects;

/** A certificate and what it signs. */
record CertificateCredentials(ClientCertificate certificate, NonceFormat format) implements Credentials {
    CertificateCredentials {
        Objects.requireNonNull(certificate, "certificate");
        Objects.requireNonNull(format, "format");
    }
}
