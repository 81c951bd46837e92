package io.reveille.core.state;

import io.reveille.spi.StateRecord;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Starts that are saved before a handler is called. A claim is all that is known of its job, under a name of its own: to
 * save it rewrites a small page of claims and none of jobs. Each claim has a number, which the job's later records carry
 * along: of a job's record and its claim the one with the higher number counts, see {@link SavedJobs}. Belongs to the
 * engine's thread.
 */
public final class Claims {

    private final Map<String, Long> kept = new HashMap<>(); // those that the store may have, by job
    private final Set<String> over = new HashSet<>(); // jobs whose records are newer than those, and saved
    private long given; // the highest number

    /** Takes in what was saved before. */
    public void load(SavedJobs saved) {
        given = saved.highest();
        kept.putAll(saved.claims());
        saved.states().forEach((job, state) -> {
            state.savedClaim = state.claimed;
            if (!saved.isFromClaim(job)) {
                saved(state);
            }
        });
    }

    /** A job that was never seen before: no claim of an earlier one of its name is its own. */
    public RunState create(String job) {
        RunState s = Transitions.create(job);
        s.claimed = given;
        return s;
    }

    /** A job's state comes from elsewhere: no claim that was made here is its own, nor is one that was made there. */
    public void adopt(RunState s) {
        s.claimed = given;
    }

    /** The record to save before a run of this job starts. */
    public StateRecord claim(RunState s) {
        given++;
        s.claimed = given;
        kept.put(s.job, given);
        over.remove(s.job);
        return new StateRecord(
                RecordKind.CLAIM.nameOf(s.job), StateCodec.write(s).json());
    }

    /** The job's own record is saved. */
    public void saved(RunState s) {
        Long number = kept.get(s.job);
        if (number != null && number <= s.savedClaim) {
            over.add(s.job);
        }
    }

    /** The names of claims that nobody needs any more: they go with the next save of a claim. */
    public List<String> over() {
        return over.stream().map(RecordKind.CLAIM::nameOf).toList();
    }

    /** The store has these no more. */
    public void dropped(Collection<String> names) {
        for (String name : names) {
            String job = RecordKind.CLAIM.subjectOf(name);
            if (over.remove(job)) { // else it has been claimed again meanwhile
                kept.remove(job);
            }
        }
    }

    /** Nothing is to be known of the job; the record is dropped with it. */
    public void forgotten(String job) {
        kept.remove(job);
        over.remove(job);
    }
}
