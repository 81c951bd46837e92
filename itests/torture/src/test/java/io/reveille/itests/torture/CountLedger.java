package io.reveille.itests.torture;

import io.reveille.Delivery;
import io.reveille.itests.torture.Fault.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What the scheduler counts of a steady job, and what the job remembers, beside what the witness counts. What ended
 * longer ago than two saves may lie apart, before a kill, must be known afterwards.
 */
final class CountLedger {

    /** How long a save may take on a busy machine. */
    private static final Duration SLACK = Duration.ofMillis(1500);

    /** What is known at some time. */
    private record Mark(Instant at, long runs, long done) {}

    private final Steady job;
    private final List<Fault> faults = new ArrayList<>();
    private final List<Mark> marks = new ArrayList<>(); // of this life
    private Mark saved = new Mark(Instant.MIN, 0, 0);
    private Duration apart = Duration.ofSeconds(30);
    private long ends;
    private int lives;
    private Instant lastEnd = Instant.MIN;
    private int lastEndIn = -9; // the number of the life in which a run ended well before the kill

    private CountLedger(Steady job) {
        this.job = job;
    }

    static List<Fault> check(Steady job, List<Entry> witness) {
        CountLedger ledger = new CountLedger(job);
        witness.stream()
                .filter(line -> line.job().equals(job.name()) || line.job().equals("-"))
                .forEach(ledger::take);
        return ledger.faults;
    }

    private void take(Entry line) {
        Mark last = marks.isEmpty() ? saved : marks.get(marks.size() - 1);
        switch (line.what()) {
            case SAVING -> apart = Duration.ofSeconds(line.number("seconds"));
            case START -> {
                check(line, line.number("done") >= saved.done(), Kind.FORGOTTEN, "remembers at least " + saved.done());
                marks.add(new Mark(line.at(), last.runs(), Math.max(last.done(), line.number("done"))));
            }
            case END -> {
                ends++;
                lastEnd = line.at();
                marks.add(new Mark(line.at(), last.runs() + 1, Math.max(last.done(), line.number("done"))));
            }
            case FOUND -> {
                check(line, line.number("runs") >= saved.runs(), Kind.FORGOTTEN, "has run at least " + saved.runs());
                check(
                        line,
                        line.number("runs") <= ends || job.delivery() == Delivery.AT_MOST_ONCE,
                        Kind.INVENTED,
                        "has ended " + ends + " times");
                marks.add(new Mark(line.at(), Math.max(last.runs(), line.number("runs")), last.done()));
            }
            case RESUMED ->
                check(
                        line,
                        lives - lastEndIn > 2,
                        Kind.BLAMED,
                        "had ended a run in start " + lastEndIn + ", and this is start " + lives);
            case KILLED -> killed(line.at());
            default -> {}
        }
    }

    private void killed(Instant at) {
        for (Mark mark : marks) {
            if (mark.at().isBefore(at.minus(apart).minus(SLACK))) {
                saved = mark;
            }
        }
        if (lastEnd.isAfter(Instant.MIN) && lastEnd.isBefore(at.minusSeconds(1))) {
            lastEndIn = lives;
        }
        lastEnd = Instant.MIN;
        marks.clear();
        lives++;
    }

    private void check(Entry line, boolean holds, Kind kind, String expected) {
        if (!holds) {
            faults.add(new Fault(kind, line.print() + ", but it " + expected));
        }
    }
}
