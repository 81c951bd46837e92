package io.reveille.core.changes;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** All jobs as they must be, if one of the outcomes that are open has come about. */
record PossibleWorld(Map<String, ExpectedJob> jobs) {

    PossibleWorld {
        jobs = new TreeMap<>(jobs);
    }

    ExpectedJob job(String name) {
        return jobs.getOrDefault(name, ExpectedJob.NEVER);
    }

    /** The same world after a change of one job. */
    PossibleWorld with(String name, UnaryOperator<ExpectedJob> change) {
        PossibleWorld after = new PossibleWorld(jobs);
        after.jobs.put(name, change.apply(job(name)));
        return after;
    }

    /** The same world after a change of all jobs. */
    PossibleWorld with(BiFunction<String, ExpectedJob, ExpectedJob> change) {
        PossibleWorld after = new PossibleWorld(jobs);
        after.jobs.replaceAll(change);
        return after;
    }

    @Override
    public String toString() {
        return jobs.toString();
    }
}
