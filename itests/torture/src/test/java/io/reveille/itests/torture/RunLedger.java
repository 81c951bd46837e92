package io.reveille.itests.torture;

import io.reveille.Delivery;
import io.reveille.Misfire;
import io.reveille.itests.torture.Entry.What;
import io.reveille.itests.torture.Fault.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What became of each occurrence of a steady job, from its first run to the end. Delivered at least once, each has a run
 * that came to its end, or is made up for by such a one; with misfire {@code skip} it may have been counted as missed
 * instead. Delivered at most once, each has a start, or is made up for, or its claim was saved and the process killed
 * before the handler was called: then it is counted among the runs, as abandoned.
 */
final class RunLedger {

    private static final Duration AT_THE_END = Duration.ofSeconds(6);

    private final Steady job;
    private final List<Entry> lines;
    private final List<Fault> faults = new ArrayList<>();

    private RunLedger(Steady job, List<Entry> witness) {
        this.job = job;
        this.lines = witness.stream()
                .takeWhile(line -> line.what() != What.OVER) // a start after that may take its time
                .filter(line -> line.job().equals(job.name()))
                .toList();
    }

    static List<Fault> check(Steady job, List<Entry> witness) {
        RunLedger ledger = new RunLedger(job, witness);
        ledger.check();
        return ledger.faults;
    }

    /** Of all jobs, whatever becomes of their definitions. */
    static List<Fault> checkTwice(List<Entry> witness) {
        List<Fault> faults = new ArrayList<>();
        Map<String, Entry> started = new HashMap<>();
        for (Entry line : witness) {
            if (line.what() == What.START && line.text("delivery").equals(Delivery.AT_MOST_ONCE.name())) {
                Entry before = started.put(line.job() + " " + line.text("nominal"), line);
                if (before != null) {
                    faults.add(new Fault(Kind.TWICE, before.print() + ", and again " + line.print()));
                }
            }
        }
        return faults;
    }

    private void check() {
        List<Entry> starts = of(What.START);
        Optional<Entry> end =
                lines.stream().filter(line -> line.what() == What.FOUND).reduce((older, newer) -> newer);
        if (starts.isEmpty() || end.isEmpty()) {
            faults.add(new Fault(Kind.ZERO, job.name() + " has never run"));
            return;
        }
        checkRhythm(starts);
        NavigableSet<Instant> missing = expected(starts, end.get());
        covered().forEach(missing::remove);
        missing.removeIf(this::fellIntoQuarantine);
        long accounted = accounted(end.get());
        if (missing.size() > accounted) {
            faults.add(new Fault(
                    Kind.ZERO,
                    job.name() + ": nothing became of " + missing + ", and only " + accounted
                            + " are counted as missed, skipped or abandoned"));
        }
    }

    private void checkRhythm(List<Entry> starts) {
        Instant first = starts.get(0).nominal();
        for (Entry start : starts) {
            if (Duration.between(first, start.nominal()).toMillis()
                            % job.interval().toMillis()
                    != 0) {
                faults.add(new Fault(Kind.JUMPED, start.print() + ", while the first was due at " + first));
                return; // and so are all after it
            }
        }
    }

    /** All times from the first run to the end, when all had been caught up with. */
    private NavigableSet<Instant> expected(List<Entry> starts, Entry end) {
        NavigableSet<Instant> expected = new TreeSet<>();
        Instant last = end.at().minus(AT_THE_END);
        for (Instant time = starts.get(0).nominal(); time.isBefore(last); time = time.plus(job.interval())) {
            expected.add(time);
        }
        return expected;
    }

    private NavigableSet<Instant> covered() {
        NavigableSet<Instant> covered = new TreeSet<>();
        for (Entry run : of(isAtMostOnce() ? What.START : What.END)) {
            for (long i = 0; i < Math.max(1, run.number("missed")); i++) {
                covered.add(run.nominal().minus(job.interval().multipliedBy(i)));
            }
        }
        return covered;
    }

    /** How many occurrences the scheduler has counted that no handler saw, as its policies allow. */
    private long accounted(Entry end) {
        long accounted = end.number("skipped");
        if (isAtMostOnce()) {
            long madeUpFor = of(What.START).stream()
                    .mapToLong(run -> run.number("missed"))
                    .sum();
            accounted += Math.max(0, end.number("runs") - of(What.START).size());
            accounted += Math.max(0, end.number("missed") - madeUpFor);
        } else if (job.misfire() == Misfire.SKIP) {
            accounted += end.number("missed");
        }
        return accounted;
    }

    /** What passes while a job is quarantined for crashes is dropped, from the run that was cut off last. */
    private boolean fellIntoQuarantine(Instant time) {
        Instant lastStart = Instant.MIN;
        for (Entry line : lines) {
            if (line.what() == What.START) {
                lastStart = line.nominal();
            } else if (line.what() == What.RESUMED && !time.isBefore(lastStart) && !time.isAfter(line.at())) {
                return true;
            }
        }
        return false;
    }

    private boolean isAtMostOnce() {
        return job.delivery() == Delivery.AT_MOST_ONCE;
    }

    private List<Entry> of(What what) {
        return lines.stream().filter(line -> line.what() == what).toList();
    }
}
