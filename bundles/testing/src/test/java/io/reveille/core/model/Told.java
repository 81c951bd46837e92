package io.reveille.core.model;

import java.util.ArrayList;
import java.util.List;

/** The ends of another job that a job is to be told of. */
final class Told {

    /** @param runs how many runs that job had then: a crash takes back those that were not saved */
    private record End(String run, long runs) {}

    private final List<End> ends = new ArrayList<>();

    /** @param found whether at a start: that may be found again after another crash, by the same name */
    void add(String run, long runs, boolean found) {
        // A clock that shows the same at each boot names other runs the same.
        ends.add(new End(found ? run : run + "/" + ends.size(), runs));
    }

    /** The other job has lost all but so many of its runs; returns how many ends never were. */
    int lost(long runs) {
        int before = ends.size();
        ends.removeIf(end -> end.runs > runs);
        return before - ends.size();
    }

    long count() {
        return ends.stream().map(End::run).distinct().count();
    }
}
