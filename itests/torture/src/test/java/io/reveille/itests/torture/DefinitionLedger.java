package io.reveille.itests.torture;

import io.reveille.itests.torture.Fault.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What each start found of the definitions, beside what was acknowledged. A call that had not returned when the process
 * was killed may have had its effect or not; one that had returned must have had it. Where the store has lost all of its
 * definitions, the scheduler must have one back in force or offer it, in the version that was acknowledged.
 */
final class DefinitionLedger {

    private static final String NONE = "none";

    private final List<Fault> faults = new ArrayList<>();
    private final Map<String, Set<String>> possible = new HashMap<>(); // versions, or none, by job
    private final Map<String, Instant> madeAnew = new HashMap<>(); // jobs that were deleted before
    private final Set<String> deleted = new HashSet<>(); // and not since defined
    private final Map<String, Instant> stood =
            new HashMap<>(); // jobs that stood against code, which may not be saved yet
    private Duration apart = Duration.ofSeconds(30); // saves of state, at most: what is younger at a kill may be lost
    private final Set<String> inForce = new HashSet<>(); // jobs that the store has, so that to offer them is not enough
    private final Set<String> operators = new HashSet<>(); // jobs made by an operator before the code came: ADR 5
    private final Set<String> looked = new HashSet<>(); // jobs that this start has found

    static List<Fault> check(List<Entry> witness) {
        DefinitionLedger ledger = new DefinitionLedger();
        witness.forEach(ledger::take);
        return ledger.faults;
    }

    private void take(Entry entry) {
        String job = entry.job();
        String version = String.valueOf(entry.number("v"));
        switch (entry.what()) {
            case LIFE -> {
                looked.clear();
                stood.clear();
            }
            case SAVING -> apart = Duration.ofSeconds(entry.number("seconds"));
            case KILLED -> {
                Instant lost = entry.at().minus(apart);
                stood.values().removeIf(at -> !at.isAfter(lost));
                operators.addAll(stood.keySet()); // that their code was passed over once is not known any more
            }
            case DEFINING -> defining(entry, version);
            case DEFINED -> {
                only(job, version);
                operators.remove(job);
                stood.remove(job);
                inForce.add(job);
            }
            case IGNORED -> {
                if (!operators.remove(job)) {
                    fault(Kind.IGNORED, entry);
                }
                only(job, entry.text("there"));
                stood.put(job, entry.at());
            }
            case DELETING -> possible(job).add(NONE);
            case DELETED -> {
                only(job, NONE);
                inForce.remove(job);
                operators.remove(job);
                stood.remove(job);
                deleted.add(job);
                madeAnew.remove(job);
            }
            case GOING_BACK -> {
                if (!entry.more().containsKey("v")) {
                    possible(job).add(NONE);
                    inForce.remove(job);
                } else {
                    if (possible(job).contains(NONE)) {
                        operators.add(job);
                    }
                    defining(entry, version);
                }
            }
            case FOUND -> {
                found(entry, version);
                inForce.add(job);
            }
            case OFFERED -> {
                found(entry, version);
                if (inForce.contains(job)) {
                    fault(Kind.VANISHED, entry);
                }
            }
            case TORN -> inForce.clear();
            case LOOKED, OVER -> {
                possible.keySet().stream()
                        .filter(name -> !looked.contains(name))
                        .forEach(name -> missing(name, entry));
                looked.clear();
            }
            case START -> {
                started(entry);
                if (!possible(job).contains(NONE)) { // else it may have gone meanwhile
                    inForce.add(job);
                }
            }
            default -> {}
        }
    }

    private void defining(Entry entry, String version) {
        possible(entry.job()).add(version);
        if (deleted.remove(entry.job())) {
            madeAnew.put(entry.job(), entry.at());
        }
    }

    private void found(Entry entry, String version) {
        String job = entry.job();
        looked.add(job);
        if (entry.more().containsKey("broken")) {
            fault(Kind.BROKEN, entry);
        } else if (!possible(job).contains(version) && !possible(job).equals(Set.of())) {
            fault(possible(job).equals(Set.of(NONE)) ? Kind.UNDELETED : Kind.OUTDATED, entry);
        }
        only(job, version);
        deleted.remove(job);
    }

    private void missing(String job, Entry entry) {
        if (!possible(job).contains(NONE)) {
            faults.add(new Fault(Kind.VANISHED, job + " with version " + possible(job) + " at " + entry.print()));
        }
        only(job, NONE);
        deleted.add(job);
        madeAnew.remove(job);
    }

    private void started(Entry entry) {
        Instant made = madeAnew.get(entry.job());
        // Times of intervals are whole seconds, counted from the second in which the job was made.
        if (made != null && !entry.nominal().isAfter(made.truncatedTo(ChronoUnit.SECONDS))) {
            fault(Kind.EARLY, entry);
        }
    }

    private Set<String> possible(String job) {
        return possible.computeIfAbsent(job, any -> new HashSet<>());
    }

    private void only(String job, String version) {
        possible.put(job, new HashSet<>(Set.of(version)));
    }

    private void fault(Kind kind, Entry entry) {
        faults.add(new Fault(kind, entry.print() + ", possible is " + possible(entry.job())));
    }
}
