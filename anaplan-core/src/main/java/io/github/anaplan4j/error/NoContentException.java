package io.github.anaplan4j.error;

/** There is nothing to download: no such dump or output file, or it has expired, or it was replaced in the meantime. */
public final class NoContentException extends AnaplanException {
    private static final long serialVersionUID = 1L;

    /**
     * @param what which content
     * @param why what is known of the reason
     */
    public NoContentException(String what, String why) {
        super(what + " has nothing to download: " + why, null);
    }
}
