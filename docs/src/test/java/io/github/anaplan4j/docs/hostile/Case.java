package io.github.anaplan4j.docs.hostile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Something that goes wrong, and what the client makes of it. */
interface Case {
    /** {@return the name that replays it} */
    String name();

    /** {@return what goes wrong, without where and how often} */
    String faults();

    /** {@return over which transport} */
    HostileClient client();

    /**
     * Plays it.
     *
     * @param directory an empty directory
     * @return which promises were broken; empty if none was
     */
    List<String> violations(Path directory) throws IOException;
}
