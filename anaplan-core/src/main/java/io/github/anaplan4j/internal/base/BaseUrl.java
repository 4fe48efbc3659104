package io.github.anaplan4j.internal.base;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The base URL of one of Anaplan's services: {@code https}, or {@code http} to a loopback address.
 *
 * <p>Tokens go nowhere else.
 *
 * @param uri the URL, without a slash at its end
 */
public record BaseUrl(URI uri) {
    // By name or literal, never by a DNS lookup: what a name server says must not decide who gets a token.
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[(0*:)*0*1]", Pattern.CASE_INSENSITIVE);

    /**
     * Checks the URL, and takes the slash from its end.
     *
     * @param uri the URL, with or without a slash at its end
     * @throws IllegalArgumentException if the URL is not of that kind
     */
    public BaseUrl {
        Objects.requireNonNull(uri, "uri");
        String authority = uri.getRawAuthority();
        if (uri.getHost() == null && authority != null && authority.contains("_") && !authority.contains("@")) {
            throw new IllegalArgumentException("The base URL " + uri + " has a host with an underscore, which no host"
                    + " name may have and Java cannot use. Give the host another name, with hyphens.");
        }
        if (uri.getHost() == null
                || uri.getPort() > 65_535
                || uri.getRawUserInfo() != null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null) {
            throw notABaseUrl(uri.toString());
        }
        boolean secure = "https".equalsIgnoreCase(uri.getScheme());
        boolean plainLoopback = "http".equalsIgnoreCase(uri.getScheme()) && isLoopback(uri);
        if (!secure && !plainLoopback) {
            throw new IllegalArgumentException("The base URL " + uri
                    + " is not https, and a token would travel in the clear. Use https; http is for loopback alone.");
        }
        uri = URI.create(uri.toString().replaceAll("/+$", ""));
    }

    /**
     * Reads a base URL.
     *
     * @param url the URL, with or without a slash at its end
     * @return the base URL
     * @throws IllegalArgumentException if it is not one
     */
    public static BaseUrl of(String url) {
        Objects.requireNonNull(url, "url");
        try {
            return new BaseUrl(new URI(url.strip()));
        } catch (URISyntaxException unreadable) {
            throw notABaseUrl(url);
        }
    }

    /** {@return whether it leads to this very machine} */
    public boolean isLoopback() {
        return isLoopback(uri);
    }

    private static boolean isLoopback(URI uri) {
        return LOOPBACK.matcher(uri.getHost()).matches();
    }

    // What has an @ in it may hold a password.
    private static IllegalArgumentException notABaseUrl(String url) {
        return new IllegalArgumentException("Not a base URL: " + (url.contains("@") ? "(one with an @ in it)" : url)
                + ". Expected scheme, host and path alone, such as https://api.anaplan.com/2/0");
    }

    /** {@return the URL} */
    @Override
    public String toString() {
        return uri.toString();
    }
}
