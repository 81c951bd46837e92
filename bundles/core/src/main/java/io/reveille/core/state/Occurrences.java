package io.reveille.core.state;

import io.reveille.RunOutcome;
import io.reveille.RunReport;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Every change of the occurrences that a {@link RunState} holds: each method takes in one fact. Its meaning for the job
 * as a whole is said by {@link Transitions}. See docs/state-machine.md.
 */
public final class Occurrences {

    /** So many triggers for others are kept, the newest; each of these knows as many, to tell one that comes twice. */
    static final int MOST_HANDED = 100;

    private Occurrences() {}

    /** All up to this time is dropped that has not begun: it neither ran nor was missed. */
    public static void dropped(RunState s, Instant upTo) {
        if (upTo.isAfter(s.chain)) {
            s.chain = upTo;
        }
    }

    /** Events that have come in lead to no occurrence: their job is held. */
    public static void pendingMissed(RunState s) {
        s.missed += s.pending.stream()
                .mapToInt(trigger -> Math.max(1, trigger.missed()))
                .sum();
        s.pending = List.of();
    }

    /** So many occurrences have passed and do not run, the last of them this one. */
    public static void missed(RunState s, int count, Instant last) {
        s.missed += count;
        s.chain = last;
    }

    /** An occurrence is due. */
    public static OpenOccurrence due(RunState s, String id, Instant nominalTime, int missed) {
        s.chain = nominalTime;
        return begin(s, OpenOccurrence.due(id, nominalTime, missed, Map.of()));
    }

    /** An event leads to no occurrence, since too many runs are under way. */
    public static void skipped(RunState s, Trigger trigger) {
        s.skipped++;
        s.pending = without(s.pending, trigger);
    }

    private static List<Trigger> without(List<Trigger> pending, Trigger trigger) {
        return pending.stream()
                .filter(other -> !other.id().equals(trigger.id()))
                .toList();
    }

    /** An event leads to an occurrence. */
    public static OpenOccurrence due(RunState s, String id, Trigger trigger) {
        s.pending = without(s.pending, trigger);
        return begin(s, OpenOccurrence.due(id, trigger.at(), trigger.missed(), trigger.input()));
    }

    private static OpenOccurrence begin(RunState s, OpenOccurrence begun) {
        if (s.open.isEmpty()) {
            s.open = List.of(begun);
        } else {
            List<OpenOccurrence> open = new ArrayList<>(s.open);
            open.add(begun);
            s.open = List.copyOf(open);
        }
        return begun;
    }

    /** An occurrence that has waited is taken up again, and stands for more of them by now. */
    public static void again(RunState s, String id, Instant nominalTime, int missed, Instant chain) {
        s.chain = chain;
        change(s, id, begun -> begun.standingFor(nominalTime, missed).in(OccurrenceState.DUE));
    }

    /** The occurrence is about to run: the handler is called next, or its start is saved first. */
    public static void started(RunState s, String id) {
        change(s, id, begun -> begun.in(OccurrenceState.RUNNING));
    }

    /** The occurrence cannot run now, through no fault of its own. */
    public static void putBack(RunState s, String id) {
        change(s, id, begun -> begun.in(OccurrenceState.DUE));
    }

    /** The occurrence has to wait until it is asked again. */
    public static void deferred(RunState s, String id, Instant until, String reason) {
        change(s, id, begun -> begun.deferred(until, reason));
    }

    /** So many occurrences, the last of them this one, were due while a run was under way. */
    public static void skipped(RunState s, int count, Instant last) {
        s.skipped += count;
        s.chain = last;
    }

    /**
     * The occurrence has failed and will be tried again: that counts as a failure, but not towards a quarantine.
     *
     * @param memory what the job remembers from now on; empty if that stays as it was
     */
    public static void retrying(
            RunState s, String id, RunReport report, Optional<Map<String, Object>> memory, Instant at) {
        int failuresInARow = s.failuresInARow;
        count(s, report);
        s.failuresInARow = failuresInARow;
        s.crashes = 0;
        memory.ifPresent(left -> s.memory = left);
        change(s, id, begun -> begun.retrying(at));
    }

    /**
     * A run has ended, and with it its occurrence, if it was one.
     *
     * @param id the occurrence; empty for a run that somebody asked for
     * @param memory what the job remembers from now on; empty if that stays as it was
     */
    public static void ended(RunState s, Optional<String> id, RunReport report, Optional<Map<String, Object>> memory) {
        count(s, report);
        memory.ifPresent(left -> s.memory = left);
        s.crashes = report.outcome() == RunOutcome.ABANDONED ? s.crashes : 0;
        id.filter(occurrence -> s.open(occurrence).isPresent()).ifPresent(occurrence -> {
            s.occurred++; // not one of the schedule before, which was forgotten while it ran
            over(s, occurrence);
        });
    }

    /** An occurrence has come to nothing: it has run and is given up for the next one, or is not to run late. */
    public static void givenUp(RunState s, String id) {
        countInVain(s, id);
        over(s, id);
    }

    /** An occurrence has come to nothing, and another one takes its place. */
    public static void gaveWay(RunState s, String id, Instant nominalTime, int missed) {
        countInVain(s, id);
        change(s, id, begun -> OpenOccurrence.due(id, nominalTime, missed, begun.input()));
    }

    private static void countInVain(RunState s, String id) {
        if (s.open(id).filter(OpenOccurrence::hasRun).isPresent()) {
            s.occurred++;
        }
    }

    /** No attempt of an occurrence succeeded, as long as there was time for them. */
    public static void failedForGood(RunState s) {
        s.failuresInARow++;
    }

    /** A run was cut off: its occurrence stays open, so that it runs again after a restart. */
    public static void cutOff(RunState s, RunReport report) {
        count(s, report);
    }

    private static void over(RunState s, String id) {
        List<OpenOccurrence> left = new ArrayList<>(s.open.size());
        for (OpenOccurrence begun : s.open) {
            if (begun.id().equals(id)) {
                s.missed += begun.missed(); // not before: after a crash they are missed again
            } else {
                left.add(begun);
            }
        }
        s.open = List.copyOf(left);
    }

    private static void change(RunState s, String id, UnaryOperator<OpenOccurrence> change) {
        OpenOccurrence[] open = s.open.toArray(new OpenOccurrence[0]);
        for (int i = 0; i < open.length; i++) {
            open[i] = open[i].id().equals(id) ? change.apply(open[i]) : open[i];
        }
        s.open = List.of(open);
    }

    // After a restart

    /** The state was loaded: what ran when it was saved was cut off, and is tried again. */
    public static void recovering(RunState s, String id) {
        change(s, id, OpenOccurrence::recovering);
    }

    /** Forgets the refusals of gates and when they were to be asked again: after a restart the clock may be another. */
    public static void askedAnew(RunState s, Instant now) {
        s.open = s.open.stream()
                .map(begun -> begun.state() == OccurrenceState.DEFERRED ? begun.takenUpAt(now) : begun)
                .toList();
    }

    // Events

    /** An event came in: these wait for their run now, so many are skipped for it, so many missed. */
    public static void triggered(RunState s, String id, List<Trigger> pending, int skipped, int missed) {
        List<String> taken = new ArrayList<>(s.taken);
        taken.add(id);
        s.taken = List.copyOf(taken.subList(Math.max(0, taken.size() - MOST_HANDED), taken.size()));
        s.pending = List.copyOf(pending);
        s.skipped += skipped;
        s.missed += missed;
    }

    /** A trigger is on its way to the next job of a chain. */
    public static void handsOver(RunState s, Handover handover) {
        List<Handover> handed = new ArrayList<>(s.handed);
        handed.add(handover);
        if (handed.size() > MOST_HANDED) { // the store fails for long: a crash now would lose more than this
            handed.remove(0);
        }
        s.handed = List.copyOf(handed);
    }

    /**
     * Forgets hand-overs that the store knows to have arrived.
     *
     * @param hasCome whether the store knows that a hand-over has arrived; of a job that is not there it does not
     */
    public static void handedOver(RunState s, Predicate<Handover> hasCome) {
        if (!s.handed.isEmpty()) {
            s.handed = s.handed.stream().filter(hasCome.negate()).toList();
        }
    }

    /** Times that people can read, and jobs that share a wake-up. */
    static Instant wholeSeconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    private static void count(RunState s, RunReport report) {
        s.runs++;
        History.add(s, report);
        switch (report.outcome()) {
            case FAILED, TIMED_OUT -> {
                s.failures++;
                s.failuresInARow++;
            }
            case SUCCEEDED -> s.failuresInARow = 0;
            default -> {}
        }
    }
}
