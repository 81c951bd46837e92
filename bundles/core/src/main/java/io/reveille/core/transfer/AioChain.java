package io.reveille.core.transfer;

import io.reveille.JobDefinition;
import io.reveille.core.state.StateCodec;
import io.reveille.core.state.Transitions;
import io.reveille.schedule.Schedule;
import io.reveille.spi.StateRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where a job of a {@code schedule.json} stands, so that its rhythm goes on.
 *
 * @param from its next occurrence is the first after this; empty: it starts anew
 * @param remarks when that is, in words
 */
record AioChain(Optional<Instant> from, List<String> remarks) {

    private static final AioChain ANEW = new AioChain(Optional.empty(), List.of());

    static AioChain of(Schedule schedule, AioEntry entry, AioTimes times, Instant now) {
        if (times.cancelAfter().filter(now::isAfter).isPresent()) {
            return ANEW; // the library would drop it without running it again
        }
        Duration interval = interval(entry, "interval");
        boolean random =
                entry.number("latest").isPresent() && !interval(entry, "latest").equals(interval);
        if (random) {
            // Which number was drawn there nobody here knows.
            return times.last()
                    .or(() -> times.next().map(next -> next.minus(interval)))
                    .map(from -> new AioChain(
                            Optional.of(from), List.of("Its interval is drawn anew, and counts from " + from + ".")))
                    .orElse(ANEW);
        }
        Optional<Instant> before = times.next().map(next -> next.minus(interval));
        boolean fits = before.isEmpty()
                || schedule.next(before.get()).equals(times.next())
                || schedule.next(before.get()).isEmpty();
        Optional<Instant> from = fits ? before.or(times::last) : times.last().or(() -> before);
        return from.map(chain -> new AioChain(from, remarks(schedule.next(chain), fits, times, now)))
                .orElse(ANEW);
    }

    /** The state to go on with. */
    Optional<StateRecord> state(JobDefinition definition) {
        return from.map(chain -> StateCodec.write(
                Transitions.goingOn(definition.name(), definition.schedule().toString(), chain)));
    }

    private static List<String> remarks(Optional<Instant> next, boolean fits, AioTimes times, Instant now) {
        String when = next.map(time -> time.isAfter(now)
                        ? "It runs next at " + time + "."
                        : "It was due at " + time + ", and runs once as soon as it can.")
                .orElse("It does not run again: its next time would be after its end.");
        return fits
                ? List.of(when)
                : List.of(
                        "Its next_run, " + times.next().map(Instant::toString).orElse("")
                                + ", does not fit its schedule.",
                        when);
    }

    private static Duration interval(AioEntry entry, String key) {
        long seconds = switch (entry.text("unit").orElse("")) {
            case "seconds" -> 1;
            case "minutes" -> 60;
            case "hours" -> 3600;
            case "days" -> 86_400;
            default -> 604_800;
        };
        return Duration.ofSeconds(seconds * entry.number(key).orElse(1));
    }
}
