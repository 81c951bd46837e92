package io.reveille.bench.wakeups;

import io.reveille.bench.wakeups.JobSet.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.LongStream;

/**
 * Prints how many wake-ups a day twenty jobs of 5 to 60 minutes take: with the engine, on a clock that is turned, and with
 * others' rules for the same windows.
 */
public final class WakeUps {

    private static final List<Integer> TOLERANCES = List.of(0, 10, 25, 50);
    private static final Duration SPAN = Duration.ofDays(7);

    /** The boundaries that a fixed grid tries, the coarsest first. */
    private static final List<Duration> GRID =
            List.of(Duration.ofMinutes(1), Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ofMillis(250));

    private WakeUps() {}

    public static void main(String[] arguments) {
        int sets = arguments.length == 0 ? 10 : Integer.parseInt(arguments[0]);
        System.out.println("Wake-ups a day, mean of " + sets + " sets of 20 jobs over " + SPAN.toDays() + " days");
        System.out.println("| tolerance | " + joined("%d %%") + " |");
        System.out.println("|---|" + "---|".repeat(TOLERANCES.size()));
        row("Reveille", sets, WakeUps::engine);
        row("each at its own time", sets, jobs -> alone(windows(jobs)));
        row("a fixed grid", sets, jobs -> grid(windows(jobs)));
        row("the fewest that there can be", sets, jobs -> fewest(windows(jobs)));
    }

    private static String joined(String format) {
        return String.join(" | ", TOLERANCES.stream().map(format::formatted).toList());
    }

    private static void row(String name, int sets, ToIntFunction<JobSet> count) {
        StringBuilder row = new StringBuilder("| ").append(name);
        for (int percent : TOLERANCES) {
            double all = LongStream.rangeClosed(1, sets)
                    .mapToInt(seed -> count.applyAsInt(new JobSet(seed, percent)))
                    .sum();
            row.append(" | ").append(Math.round(all / sets / SPAN.toDays()));
        }
        System.out.println(row.append(" |"));
    }

    private static int engine(JobSet jobs) {
        Instant from = from(jobs);
        return jobs.sleep(from, from.plus(SPAN));
    }

    private static List<Window> windows(JobSet jobs) {
        Instant from = from(jobs);
        return jobs.windows(from, from.plus(SPAN));
    }

    /** Once each has run. */
    private static Instant from(JobSet jobs) {
        return jobs.now().plus(Duration.ofHours(2));
    }

    private static int alone(List<Window> windows) {
        return (int) windows.stream().map(Window::from).distinct().count();
    }

    /**
     * As systemd's timers with AccuracySec: not at the earliest last moment but at the boundary of a minute before it, so
     * that others wake then too, if there is one that is not before the earliest first moment; else at a finer one.
     */
    private static int grid(List<Window> windows) {
        Deque<Window> toCome = new ArrayDeque<>(windows);
        int count = 0;
        while (!toCome.isEmpty()) {
            Instant first = toCome.getFirst().from();
            Instant last = toCome.stream()
                    .limit(200) // no window that begins later ends first
                    .map(Window::until)
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
            Instant wake = boundary(first, last);
            count++;
            while (!toCome.isEmpty() && !toCome.getFirst().from().isAfter(wake)) {
                toCome.removeFirst();
            }
        }
        return count;
    }

    private static Instant boundary(Instant first, Instant last) {
        for (Duration step : GRID) {
            long millis = last.toEpochMilli() / step.toMillis() * step.toMillis();
            Instant boundary = Instant.ofEpochMilli(millis);
            if (!boundary.isBefore(first)) {
                return boundary;
            }
        }
        return last.truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * As many windows as there are of which no two have a moment in common: each needs a wake-up of its own, so there is
     * no way with fewer. Found by taking or leaving each, in the order of their ends.
     */
    private static int fewest(List<Window> windows) {
        List<Window> byEnd =
                windows.stream().sorted(Comparator.comparing(Window::until)).toList();
        int[] best = new int[byEnd.size() + 1];
        for (int i = 0; i < byEnd.size(); i++) {
            best[i + 1] =
                    Math.max(best[i], 1 + best[endedBefore(byEnd, byEnd.get(i).from())]);
        }
        return best[byEnd.size()];
    }

    private static int endedBefore(List<Window> byEnd, Instant time) {
        int low = 0;
        int high = byEnd.size();
        while (low < high) {
            int middle = (low + high) / 2;
            if (byEnd.get(middle).until().isBefore(time)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
