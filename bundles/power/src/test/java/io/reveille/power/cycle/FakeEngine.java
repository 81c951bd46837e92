package io.reveille.power.cycle;

import io.reveille.power.TurnedClocks;
import io.reveille.spi.Quiescence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** An engine whose jobs are windows: at the earliest deadline all that are open run, unless it is held still. */
final class FakeEngine implements Quiescence {

    private final TurnedClocks clocks;
    private final List<Window> waiting;

    /** How late each ran that wakes the machine, after its deadline. */
    final List<Duration> late = new ArrayList<>();

    Duration runsTake = Duration.ofSeconds(1);

    /** Its state cannot be saved. */
    boolean cannotSave;

    /** Told of each job that runs, when it does. */
    Consumer<Window> ran = window -> {};

    boolean asked;
    boolean held;
    int entered;
    List<String> busy = List.of();

    FakeEngine(TurnedClocks clocks, Collection<Window> windows) {
        this.clocks = clocks;
        this.waiting = new ArrayList<>(windows);
        waiting.sort(Comparator.comparing(Window::deadline));
    }

    @Override
    public synchronized Outlook outlook() {
        return new Outlook(clocks.wall(), next(), busy);
    }

    synchronized Optional<Instant> next() {
        return waiting.stream().filter(Window::wakes).findFirst().map(Window::deadline);
    }

    /** How many are to come that wake the machine. */
    int left() {
        return (int) waiting.stream().filter(Window::wakes).count();
    }

    @Override
    public synchronized Optional<Quiet> tryEnter() {
        boolean due = next().filter(next -> !next.isAfter(clocks.wall())).isPresent();
        if (due || cannotSave || held || !busy.isEmpty()) {
            return Optional.empty();
        }
        held = true;
        asked = false;
        entered++;
        return Optional.of(new Held());
    }

    /** What is due runs, with all whose window is open; returns whether something ran. */
    synchronized boolean runDue() {
        Instant now = clocks.wall();
        if (held || waiting.isEmpty() || waiting.get(0).deadline().isAfter(now)) {
            return false;
        }
        waiting.removeIf(window -> {
            if (window.nominal().isAfter(now)) {
                return false;
            }
            ran.accept(window);
            if (window.wakes()) { // one that does not has no claim to be in time
                Duration by = Duration.between(window.deadline(), now);
                late.add(by.isNegative() ? Duration.ZERO : by);
            }
            return true;
        });
        clocks.awake(runsTake);
        return true;
    }

    Duration latest() {
        return late.stream().max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }

    @Override
    public AutoCloseable watch(Runnable changed) {
        return () -> {};
    }

    @Override
    public synchronized List<Window> windows(Instant from, Instant to) {
        return waiting.stream()
                .filter(window ->
                        !window.nominal().isBefore(from) && window.nominal().isBefore(to))
                .sorted(Comparator.comparing(Window::nominal))
                .toList();
    }

    private final class Held implements Quiet {

        private boolean open = true;

        @Override
        public Outlook outlook() {
            return FakeEngine.this.outlook();
        }

        @Override
        public boolean isDisturbed() {
            synchronized (FakeEngine.this) {
                return asked
                        || next().filter(next -> !next.isAfter(clocks.wall())).isPresent();
            }
        }

        @Override
        public void close() {
            synchronized (FakeEngine.this) {
                if (open) {
                    open = false;
                    held = false;
                    runDue();
                }
            }
        }
    }
}
