package io.reveille.core.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The ends of another job that a job is to be told of. */
final class Told {

    /**
     * An end.
     *
     * @param run whose end it is
     * @param name what tells it from the others
     * @param runs how many runs that job had then: a crash takes back those that were not saved
     */
    private record End(String run, String name, long runs) {}

    private final List<End> ends = new ArrayList<>();

    /** @param found whether at a start: that may be found again after another crash, by the same name */
    void add(String run, long runs, boolean found) {
        // A clock that shows the same at each boot names other runs the same.
        ends.add(new End(run, found ? run : run + "/" + ends.size(), runs));
    }

    /**
     * The other job has lost all but so many of its runs; returns how many ends never were. Those stand that have come by
     * what is saved of the job itself, as it may be saved with the claim of a job that follows it.
     *
     * @param taken the runs whose ends have
     */
    int lost(long runs, Set<String> taken) {
        int before = ends.size();
        ends.removeIf(end -> end.runs > runs && !taken.contains(end.run));
        return before - ends.size();
    }

    long count() {
        return ends.stream().map(End::name).distinct().count();
    }
}
