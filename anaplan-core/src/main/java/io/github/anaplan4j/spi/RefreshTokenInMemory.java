package io.github.anaplan4j.spi;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps a refresh token until the program ends. */
final class RefreshTokenInMemory implements RefreshTokenStore {
    private volatile @Nullable String token;

    RefreshTokenInMemory(@Nullable String token) {
        this.token = token;
    }

    @Override
    public Optional<String> load() {
        return Optional.ofNullable(token);
    }

    @Override
    public void save(String refreshToken) {
        token = refreshToken;
    }
}
