package io.github.anaplan4j.spi;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A store that ends with the program. */
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
