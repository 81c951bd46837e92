package io.reveille.core.transfer;

import io.reveille.core.json.Json;
import io.reveille.spi.JobProperties;
import java.util.ArrayList;
import java.util.List;

/** The words of a document; see docs/transfer.md. */
final class DocumentFormat {

    static final String FORMAT = "format";

    /** The value of {@link #FORMAT}. */
    static final String NAME = "io.reveille.jobs";

    static final String VERSION = "version";

    /** A newer one is refused whole. */
    static final long NEWEST = 1;

    static final String JOBS = "jobs";

    static final String BROKEN = "broken";

    static final String STATE = "state";

    static final List<String> KEYS = List.of(FORMAT, VERSION, JOBS, BROKEN);

    /** Of a job. */
    static final List<String> JOB_KEYS = jobKeys();

    /** Arguments and states lie in a job in the list in the document. */
    static final int MAX_DEPTH = 3 + Json.MAX_DEPTH;

    private DocumentFormat() {}

    private static List<String> jobKeys() {
        List<String> keys = new ArrayList<>(JobProperties.ALL);
        keys.add(STATE);
        return List.copyOf(keys);
    }
}
