package io.github.anaplan4j;

import io.github.anaplan4j.internal.base.BaseUrl;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The three base URLs of a client: each the region's, unless it is set by itself. Not thread-safe. */
final class BaseUrls {
    private AnaplanRegion region = AnaplanRegion.US1;
    private @Nullable BaseUrl api;
    private @Nullable BaseUrl auth;
    private @Nullable BaseUrl oauth;

    void setRegion(AnaplanRegion newRegion) {
        this.region = Objects.requireNonNull(newRegion, "region");
    }

    void setApi(String url) {
        this.api = BaseUrl.of(url);
    }

    void setAuth(String url) {
        this.auth = BaseUrl.of(url);
    }

    void setOauth(String url) {
        this.oauth = BaseUrl.of(url);
    }

    BaseUrl api() {
        return either(api, region.api());
    }

    BaseUrl auth() {
        return either(auth, region.auth());
    }

    BaseUrl oauth() {
        return either(oauth, region.oauth());
    }

    private static BaseUrl either(@Nullable BaseUrl set, URI ofRegion) {
        return set == null ? new BaseUrl(ofRegion) : set;
    }
}
