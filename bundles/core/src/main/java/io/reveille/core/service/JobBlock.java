package io.reveille.core.service;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The jobs that a block of code makes together. May be called by any thread until the block is over. */
final class JobBlock {

    private final Map<String, WantedJob> jobs = new LinkedHashMap<>(); // by name; guarded by this
    private boolean over; // guarded by this

    /**
     * Adds a job.
     *
     * @throws IllegalArgumentException if the block has made a job of this name already
     * @throws IllegalStateException if the block is over
     */
    synchronized void add(WantedJob job) {
        if (over) {
            throw new IllegalStateException("The block in which jobs were made together is over; the job \""
                    + job.name() + "\" was not made. Use the service outside of the block.");
        }
        if (jobs.putIfAbsent(job.name(), job) != null) {
            throw new IllegalArgumentException(
                    "The job \"" + job.name() + "\" is made twice in one block; nothing was changed.");
        }
    }

    /** Takes no more jobs. */
    synchronized void end() {
        over = true;
    }

    /** The jobs, in the order in which they were made. */
    synchronized List<WantedJob> all() {
        return List.copyOf(jobs.values());
    }
}
