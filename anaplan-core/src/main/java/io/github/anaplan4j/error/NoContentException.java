package io.github.anaplan4j.error;

/**
 * There is nothing to download.
 *
 * <p>There is no such dump or output file, or it has expired, or it was replaced in the meantime.
 */
public final class NoContentException extends AnaplanException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception for content that is not there.
     *
     * @param what which content
     * @param why what is known of the reason
     */
    public NoContentException(String what, String why) {
        super(what + " has nothing to download: " + why, null);
    }
}
