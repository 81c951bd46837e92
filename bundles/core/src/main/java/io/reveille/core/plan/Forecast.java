package io.reveille.core.plan;

import io.reveille.schedule.Schedule;
import io.reveille.spi.Quiescence.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/** The occurrences to come, as schedules give them. Pure. */
public final class Forecast {

    /** So many windows at most. */
    static final int MOST = 100_000;

    /**
     * A job's occurrences from here on.
     *
     * @param from the next occurrence is the first after this
     * @param left so many more there are at most
     */
    public record Chain(String job, Schedule schedule, Instant from, int left) {}

    /** An occurrence, and those that follow it. */
    private record Next(Instant nominal, Chain chain, int left) {}

    private Forecast() {}

    /**
     * Gives the windows whose nominal times are from one moment on and before another, ordered by those; the first ones.
     *
     * @return the nominal time of the first that is not given; empty if all are
     */
    public static Optional<Instant> windows(Collection<Chain> chains, Instant from, Instant to, Consumer<Window> each) {
        PriorityQueue<Next> queue = new PriorityQueue<>(Comparator.comparing(Next::nominal)
                .thenComparing(next -> next.chain().job()));
        for (Chain chain : chains) {
            first(chain, from).ifPresent(queue::add);
        }
        int given = 0;
        for (Next next = queue.poll(); next != null && next.nominal().isBefore(to); next = queue.poll()) {
            if (given++ == MOST) {
                return Optional.of(next.nominal());
            }
            Schedule schedule = next.chain().schedule();
            each.accept(new Window(
                    next.chain().job(),
                    next.nominal(),
                    Planner.deadline(schedule, next.nominal()),
                    !schedule.isNoWake()));
            if (next.left() > 1) {
                Next current = next;
                schedule.next(next.nominal())
                        .ifPresent(after -> queue.add(new Next(after, current.chain(), current.left() - 1)));
            }
        }
        return Optional.empty();
    }

    /** The first occurrences of one job from a moment on. */
    public static List<Instant> next(Chain chain, Instant from, int n) {
        List<Instant> all = new ArrayList<>();
        Optional<Next> first = first(chain, from);
        int most = Math.min(n, first.map(Next::left).orElse(0));
        Optional<Instant> nominal = first.map(Next::nominal);
        while (nominal.isPresent() && all.size() < most) {
            all.add(nominal.get());
            nominal = chain.schedule().next(nominal.get());
        }
        return all;
    }

    private static Optional<Next> first(Chain chain, Instant from) {
        if (chain.left() < 1) {
            return Optional.empty();
        }
        Instant before = from.minusNanos(1);
        if (!before.isAfter(chain.from())) {
            return chain.schedule().next(chain.from()).map(nominal -> new Next(nominal, chain, chain.left()));
        }
        int passed =
                chain.left() == Integer.MAX_VALUE ? 0 : chain.schedule().missed(chain.from(), before, chain.left());
        Instant last = chain.schedule().latest(chain.from(), before).orElse(chain.from());
        return passed >= chain.left()
                ? Optional.empty()
                : chain.schedule()
                        .next(last)
                        .filter(nominal -> !nominal.isBefore(from))
                        .map(nominal -> new Next(nominal, chain, chain.left() - passed));
    }
}
