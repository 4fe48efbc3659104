package io.github.anaplan4j;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The place where a tenant lives, with the hosts by which it is reached there.
 *
 * <p>The hosts are those that a community description of the API published in 2026. This is a convenience and no
 * contract: the hosts are three settings of their own, and Anaplan may open regions that are not listed here; see
 * {@link #ofHosts}. Immutable.
 */
public final class AnaplanRegion {
    /** United States. */
    public static final AnaplanRegion US1 = shared("US1");
    /** United States. */
    public static final AnaplanRegion US2 = shared("US2");
    /** United States. */
    public static final AnaplanRegion US5 = shared("US5");
    /** United States. */
    public static final AnaplanRegion US7 = shared("US7");
    /** United States, with hosts of its own. */
    public static final AnaplanRegion US9 = own("US9", "us9");
    /** Europe. */
    public static final AnaplanRegion EU1 = shared("EU1");
    /** Europe. */
    public static final AnaplanRegion EU2 = shared("EU2");
    /** Europe, with hosts of its own. */
    public static final AnaplanRegion EU3 = own("EU3", "eu3");
    /** Europe. */
    public static final AnaplanRegion EU4 = shared("EU4");
    /** Europe, with hosts of its own. */
    public static final AnaplanRegion EU5 = own("EU5", "eu5");
    /** Great Britain. */
    public static final AnaplanRegion GB1 = own("GB1", "gb1");
    /** Asia-Pacific. */
    public static final AnaplanRegion AP1 = shared("AP1");
    /** Singapore. */
    public static final AnaplanRegion SG1 = own("SG1", "sg1");
    /** India. */
    public static final AnaplanRegion IN1 = own("IN1", "in1");
    /** Indonesia. */
    public static final AnaplanRegion ID1 = own("ID1", "id1");
    /** United Arab Emirates. */
    public static final AnaplanRegion AE1 = own("AE1", "ae1");
    /** Middle East. */
    public static final AnaplanRegion ME1 = own("ME1", "me1");
    /** Canada. */
    public static final AnaplanRegion CA1 = own("CA1", "ca1a");
    /**
     * Australia.
     *
     * <p>About its API host the sources differ, and nobody has tried either: this is {@code au1a.api2.anaplan.com}. If
     * it is not there, set the API URL to {@code https://api.au1a.app2.anaplan.com/2/0}.
     */
    public static final AnaplanRegion AU1 = new AnaplanRegion(
            "AU1",
            "https://au1a.api2.anaplan.com/2/0",
            "https://au1a.app2.anaplan.com",
            "https://au1a.app2.anaplan.com");

    private static final List<AnaplanRegion> KNOWN =
            List.of(US1, US2, US5, US7, US9, EU1, EU2, EU3, EU4, EU5, GB1, AP1, SG1, IN1, ID1, AE1, ME1, CA1, AU1);

    private final String name;
    private final URI api;
    private final URI auth;
    private final URI oauth;

    private AnaplanRegion(String name, String api, String auth, String oauth) {
        this.name = name;
        this.api = URI.create(api);
        this.auth = URI.create(auth);
        this.oauth = URI.create(oauth);
    }

    private static AnaplanRegion shared(String name) {
        return new AnaplanRegion(
                name, "https://api.anaplan.com/2/0", "https://auth.anaplan.com", "https://us1a.app.anaplan.com");
    }

    private static AnaplanRegion own(String name, String host) {
        return new AnaplanRegion(
                name,
                "https://" + host + ".api.anaplan.com/2/0",
                "https://" + host + ".auth.anaplan.com",
                "https://" + host + ".app.anaplan.com");
    }

    /** {@return the regions that this version knows} */
    public static List<AnaplanRegion> known() {
        return KNOWN;
    }

    /**
     * Finds a region by its name, as from a configuration file.
     *
     * @param name the name in any case, such as {@code EU3}
     * @return the region
     * @throws IllegalArgumentException if this version knows none of that name; {@link #ofHosts} makes one
     */
    public static AnaplanRegion of(String name) {
        return KNOWN.stream()
                .filter(region -> region.name.equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("This version knows no region \"" + name + "\", but "
                        + KNOWN.stream().map(AnaplanRegion::name).collect(Collectors.joining(", "))
                        + ". Use AnaplanRegion.ofHosts for another."));
    }

    /**
     * Describes a region that this version does not know.
     *
     * @param name what to call it
     * @param api the base URL of the Integration API, such as {@code https://api.anaplan.com/2/0}
     * @param auth the base URL of the authentication service
     * @param oauth the base URL of the OAuth service
     * @return the region
     * @throws IllegalArgumentException if one is not a URL; that it is https is checked when a client is built
     */
    public static AnaplanRegion ofHosts(String name, String api, String auth, String oauth) {
        return new AnaplanRegion(Objects.requireNonNull(name, "name"), api, auth, oauth);
    }

    /** {@return its name, such as {@code EU3}} */
    public String name() {
        return name;
    }

    /** {@return the base URL of the Integration API} */
    public URI api() {
        return api;
    }

    /** {@return the base URL of the authentication service} */
    public URI auth() {
        return auth;
    }

    /** {@return the base URL of the OAuth service} */
    public URI oauth() {
        return oauth;
    }

    /** {@return its name} */
    @Override
    public String toString() {
        return name;
    }
}
