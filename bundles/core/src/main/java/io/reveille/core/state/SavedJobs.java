package io.reveille.core.state;

import io.reveille.spi.StateRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The saved states of jobs, put together from the records of a store: of a job's record and its claim the newer counts. */
public final class SavedJobs {

    /**
     * A record that cannot be read.
     *
     * @param what which it is, and what becomes of it
     * @param reason why it cannot
     */
    public record Problem(StateRecord record, String what, String reason) {}

    private final NavigableMap<String, RunState> states = new TreeMap<>();
    private final Map<String, Long> claims = new HashMap<>();
    private final Set<String> fromClaims = new HashSet<>();
    private final List<Problem> problems = new ArrayList<>();
    private long highest;

    private SavedJobs() {}

    /** Reads all records of jobs; others are left out. Damage costs the job that it is in, and is said. */
    public static SavedJobs of(Collection<StateRecord> records) {
        Map<String, StateRecord> own = new HashMap<>();
        Map<String, StateRecord> claimed = new HashMap<>();
        Map<String, StateRecord> histories = new HashMap<>();
        for (StateRecord record : records) {
            if (record.kind().isEmpty()) {
                own.put(record.job(), record);
            } else if (RecordKind.CLAIM.includes(record)) {
                claimed.put(RecordKind.CLAIM.subjectOf(record.job()), record);
            } else if (RecordKind.HISTORY.includes(record)) {
                histories.put(RecordKind.HISTORY.subjectOf(record.job()), record);
            }
        }
        SavedJobs saved = new SavedJobs();
        Set<String> jobs = new TreeSet<>(own.keySet());
        jobs.addAll(claimed.keySet());
        jobs.forEach(job -> saved.add(job, Optional.ofNullable(own.get(job)), Optional.ofNullable(claimed.get(job))));
        histories.values().forEach(saved::add);
        return saved;
    }

    /** The states by the jobs' names. */
    public NavigableMap<String, RunState> states() {
        return states;
    }

    /** Records that could not be read, and what becomes of each. */
    public List<Problem> problems() {
        return problems;
    }

    /** The numbers of the claims that the store has, by job; those of newer versions, which stay there, are not in it. */
    Map<String, Long> claims() {
        return claims;
    }

    /** Whether the job's own record is older than its claim, or is not there. */
    boolean isFromClaim(String job) {
        return fromClaims.contains(job);
    }

    /** The highest number that any claim had. */
    long highest() {
        return highest;
    }

    private void add(String job, Optional<StateRecord> own, Optional<StateRecord> claim) {
        Optional<RunState> state = own.flatMap(record -> read(job, record, "The saved state of job", ""));
        Optional<RunState> begun = claim.flatMap(
                record -> read(job, record, "The saved start of job", ", and is not known to have been none"));
        begun.filter(there -> !there.isReadOnly()).ifPresent(there -> claims.put(job, there.claimed));
        if (claim.isPresent() && begun.isEmpty()) {
            claims.put(job, 0L); // its text goes to the quarantine, and from here with the next claim
            state.ifPresent(
                    there -> there.doubt = "what was saved of its last start cannot be read, and it is delivered"
                            + " at most once: look whether it has run, and resume it");
        }
        if (begun.isPresent() && isNewer(begun.get(), state)) {
            fromClaims.add(job);
            states.put(job, begun.get());
        } else {
            state.ifPresent(there -> states.put(job, there));
        }
    }

    /** A job of which only its history is left begins anew, and keeps that. */
    private void add(StateRecord history) {
        String job = RecordKind.HISTORY.subjectOf(history.job());
        try {
            History.merge(states.computeIfAbsent(job, Transitions::create), History.read(history));
        } catch (IllegalArgumentException e) {
            problems.add(new Problem(
                    history,
                    "The history of job " + job + " cannot be read, and begins anew",
                    String.valueOf(e.getMessage())));
        }
    }

    /** Whether a claim counts, and not the job's record. A record of a newer version counts most, and is kept. */
    private static boolean isNewer(RunState claim, Optional<RunState> own) {
        return own.isEmpty() || (!own.get().isReadOnly() && (claim.isReadOnly() || claim.claimed > own.get().claimed));
    }

    private Optional<RunState> read(String job, StateRecord record, String what, String so) {
        try {
            RunState state = StateCodec.read(new StateRecord(job, record.json()));
            highest = Math.max(highest, state.claimed);
            return Optional.of(state);
        } catch (IllegalArgumentException e) {
            problems.add(new Problem(record, what + " " + job + " is damaged" + so, String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }
}
