package io.reveille.itests.suspend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What is held against what was seen: QEMU's events say when the machine slept, by the clock outside; the witness says what
 * the gateway makes of it. Pure.
 */
final class Nights {

    /** How late a job may start. */
    private static final Duration LATE = Duration.ofSeconds(1);

    /** How late it may start while the gateway itself still does, on an emulated machine. */
    private static final Duration LATE_AT_START = Duration.ofSeconds(10);

    private static final Duration START = Duration.ofSeconds(15);

    /** Alarms are on seconds of the RTC, which are not those of the system's clock, and are rounded down. */
    private static final Duration EARLY = Duration.ofSeconds(2);

    /** A line on the console may come that much after its time. */
    private static final Duration EXACT = Duration.ofMillis(300);

    /** A system's clock goes on after a sleep by a clock of whole seconds, and is beside the true time by up to that. */
    private static final Duration CLOCK = Duration.ofMillis(1250);

    /** From the decision until the machine is down. */
    private static final Duration DOWN = Duration.ofSeconds(6);

    private final List<Seen> all;

    private Nights(List<Seen> all) {
        this.all = List.copyOf(all);
    }

    /** @param all what was seen of one machine, from its start on */
    static Nights of(List<Seen> all) {
        return new Nights(all);
    }

    /** One sleep, by the clock inside as it was before it. */
    record Night(Instant down, Instant up) {
        Duration time() {
            return Duration.between(down, up);
        }
    }

    /** What is left of it in a table. */
    record Figures(int sleeps, Duration asleep, int runs, Duration latest) {}

    /** All of what is promised, of jobs that are to start no later than so long after their nominal time. */
    Figures check(Map<String, Duration> tolerances) {
        clockStaysRight();
        List<Night> nights = nights();
        List<Seen> slept = told("SLEPT");
        assertThat(slept).as("sleeps that the gateway tells of").hasSameSizeAs(nights);
        for (int i = 0; i < slept.size(); i++) {
            tellsTheTruth(slept.get(i), nights.get(i));
        }
        onTheSecond(slept);
        return new Figures(
                nights.size(),
                nights.stream().map(Night::time).reduce(Duration.ZERO, Duration::plus),
                told("RUN").size(),
                runInTime(tolerances));
    }

    /** The clock inside goes with that outside, sleeps and all. */
    private void clockStaysRight() {
        Duration first = ahead(0);
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).what().equals("WAKEUP")) {
                assertThat(ahead(i).minus(first).abs())
                        .as("the clock's error after %s", all.get(i))
                        .isLessThan(CLOCK);
            }
        }
    }

    /** How far the clock inside is ahead of that outside between two sleeps; a line that comes late says too little. */
    private Duration ahead(int index) {
        int from = index;
        while (from > 0 && !all.get(from).what().equals("WAKEUP")) {
            from--;
        }
        Optional<Duration> ahead = all.subList(from, all.size()).stream()
                .takeWhile(seen -> !seen.what().equals("SUSPEND"))
                .filter(seen -> seen.more().has("at"))
                .map(seen -> Duration.between(seen.at(), seen.time("at")))
                .max(Comparator.naturalOrder());
        assertThat(ahead).as("lines of the witness around %s", all.get(index)).isPresent();
        return ahead.get();
    }

    List<Night> nights() {
        List<Night> nights = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).what().equals("SUSPEND")) {
                Duration ahead = ahead(i - 1);
                Seen next =
                        told("WAKEUP").stream().skip(nights.size()).findFirst().orElse(null);
                if (next != null) { // else it sleeps on
                    nights.add(new Night(all.get(i).at().plus(ahead), next.at().plus(ahead)));
                }
            }
        }
        return nights;
    }

    private static void tellsTheTruth(Seen slept, Night night) {
        assertThat(slept.time("start"))
                .as("when the gateway went to sleep: %s", slept)
                .isBetween(night.down().minus(DOWN), night.down().plus(EXACT));
        assertThat(Duration.ofMillis(slept.more().get("sleptMillis").getAsLong()))
                .as("how long it slept: %s", slept)
                .isBetween(night.time().minus(CLOCK), night.time().plus(CLOCK));
        Instant wake = slept.time("wake");
        if (slept.text("end").equals("ALARM")) {
            assertThat(night.up())
                    .as("when its alarm woke it: %s", slept)
                    .isBetween(wake.minus(EARLY).minus(EXACT), wake.plus(EXACT));
        } else {
            assertThat(slept.text("end")).as("%s", slept).isEqualTo("FOREIGN");
            assertThat(night.up()).as("when something woke it: %s", slept).isBefore(wake.minus(EARLY));
        }
    }

    /** An RTC wakes on its second, so all alarms come at the same fraction of one, wherever that is. */
    private void onTheSecond(List<Seen> slept) {
        List<Seen> wakeups = told("WAKEUP");
        List<Long> fractions = new ArrayList<>();
        for (int i = 0; i < slept.size(); i++) {
            if (slept.get(i).text("end").equals("ALARM")) {
                fractions.add(wakeups.get(i).at().toEpochMilli() % 1000);
            }
        }
        for (long fraction : fractions) {
            long beside = Math.floorMod(fraction - fractions.get(0), 1000L);
            assertThat(Math.min(beside, 1000 - beside))
                    .as("ms beside the RTC's second, of %s", fractions)
                    .isLessThan(EXACT.toMillis());
        }
    }

    /** Each occurrence has its run, in time by both clocks; returns how late the latest was. */
    private Duration runInTime(Map<String, Duration> tolerances) {
        Duration ahead = ahead(0);
        Duration latest = Duration.ofDays(-1);
        for (Seen run : told("RUN")) {
            Instant nominal = run.time("nominal");
            Instant deadline = nominal.plus(tolerances.get(run.text("job")));
            boolean starting = isStarting(run);
            Duration mostLate = starting ? LATE_AT_START : LATE;
            assertThat(run.time("started")).as("the start of %s", run).isBetween(nominal, deadline.plus(mostLate));
            assertThat(run.at().plus(ahead))
                    .as("by the clock outside, %s", run)
                    .isBetween(nominal.minus(CLOCK), deadline.plus(mostLate).plus(CLOCK));
            assertThat(run.text("missed")).as("missed before %s", run).isEqualTo("0");
            Duration late = Duration.between(deadline, run.time("started"));
            latest = !starting && late.compareTo(latest) > 0 ? late : latest;
        }
        return latest;
    }

    /** Soon after the bundle of the witness was started, and before the machine has slept. */
    private boolean isStarting(Seen run) {
        return all.subList(0, all.indexOf(run)).stream()
                        .noneMatch(seen -> seen.what().equals("SUSPEND"))
                && told("UP").stream().anyMatch(up -> run.at().isBefore(up.at().plus(START)));
    }

    /** The nominal times of all runs of a job. */
    Set<Instant> nominals(String job) {
        return told("RUN").stream()
                .filter(run -> run.text("job").equals(job))
                .map(run -> run.time("nominal"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private List<Seen> told(String what) {
        return all.stream().filter(seen -> seen.what().equals(what)).toList();
    }
}
