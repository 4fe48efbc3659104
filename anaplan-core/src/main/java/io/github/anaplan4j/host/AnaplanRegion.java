package io.github.anaplan4j.host;

/**
 * Where a tenant lives, and by which hosts it is reached there, as published by a community description of the API in 2026. A
 * convenience and no contract: the hosts are three settings of their own.
 */
public enum AnaplanRegion {
    /** United States. */
    US1,
    /** United States. */
    US2,
    /** United States. */
    US5,
    /** United States. */
    US7,
    /** United States, with hosts of its own. */
    US9("us9"),
    /** Europe. */
    EU1,
    /** Europe. */
    EU2,
    /** Europe, with hosts of its own. */
    EU3("eu3"),
    /** Europe. */
    EU4,
    /** Europe, with hosts of its own. */
    EU5("eu5"),
    /** Great Britain. */
    GB1("gb1"),
    /** Asia-Pacific. */
    AP1,
    /** Singapore. */
    SG1("sg1"),
    /** India. */
    IN1("in1"),
    /** Indonesia. */
    ID1("id1"),
    /** United Arab Emirates. */
    AE1("ae1"),
    /** Middle East. */
    ME1("me1"),
    /** Canada. */
    CA1("ca1a"),
    /**
     * Australia. About its API host the sources differ, and nobody has tried either: this is {@code au1a.api2.anaplan.com}. If it
     * is not there, set the API URL to {@code https://api.au1a.app2.anaplan.com/2/0}.
     */
    AU1("https://au1a.api2.anaplan.com/2/0", "https://au1a.app2.anaplan.com", "https://au1a.app2.anaplan.com");

    private final BaseUrl api;
    private final BaseUrl auth;
    private final BaseUrl oauth;

    AnaplanRegion() {
        this("https://api.anaplan.com/2/0", "https://auth.anaplan.com", "https://us1a.app.anaplan.com");
    }

    AnaplanRegion(String host) {
        this(
                "https://" + host + ".api.anaplan.com/2/0",
                "https://" + host + ".auth.anaplan.com",
                "https://" + host + ".app.anaplan.com");
    }

    AnaplanRegion(String api, String auth, String oauth) {
        this.api = BaseUrl.of(api);
        this.auth = BaseUrl.of(auth);
        this.oauth = BaseUrl.of(oauth);
    }

    /** {@return the base URL of the Integration API} */
    public BaseUrl api() {
        return api;
    }

    /** {@return the base URL of the authentication service} */
    public BaseUrl auth() {
        return auth;
    }

    /** {@return the base URL of the OAuth service} */
    public BaseUrl oauth() {
        return oauth;
    }
}
