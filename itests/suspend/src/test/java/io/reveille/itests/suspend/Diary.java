package io.reveille.itests.suspend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;

/** All that was seen, in the order in which it was; over power-offs too. Any thread. */
final class Diary {

    private final Path file;
    private final ReentrantLock lock = new ReentrantLock(); // guards all below
    private final Condition added = lock.newCondition();
    private final List<Seen> all = new ArrayList<>();
    private String over = "";

    /** @param file what is seen is written there too, for whoever looks why a test failed */
    Diary(Path file) throws IOException {
        this.file = file;
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
    }

    void add(Seen seen) {
        lock.lock();
        try {
            all.add(seen);
            Files.writeString(file, seen + "\n", StandardOpenOption.APPEND);
            added.signalAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.unlock();
        }
    }

    /** The machine is gone, or is there again: whoever waits need not wait longer. */
    void over(String why) {
        lock.lock();
        try {
            over = why;
            added.signalAll();
        } finally {
            lock.unlock();
        }
    }

    List<Seen> all() {
        lock.lock();
        try {
            return List.copyOf(all);
        } finally {
            lock.unlock();
        }
    }

    List<Seen> all(String what) {
        return all().stream().filter(seen -> seen.what().equals(what)).toList();
    }

    /** The n-th of a kind, counted from 1, for which it waits. */
    Seen await(String what, int n, Duration atMost) throws InterruptedException {
        return await(n + ". " + what, seen -> seen.what().equals(what), n, atMost);
    }

    /** The n-th that is as wanted, for which it waits. */
    Seen await(String what, Predicate<Seen> wanted, int n, Duration atMost) throws InterruptedException {
        return await(what, seen -> seen.stream().filter(wanted).skip(n - 1).findFirst(), atMost);
    }

    /** Waits until the gateway has told of each sleep that it has had. */
    void awaitAllTold(Duration atMost) throws InterruptedException {
        await(
                "as many SLEPT as WAKEUP",
                seen -> count(seen, "SLEPT") == count(seen, "WAKEUP") ? Optional.of(true) : Optional.empty(),
                atMost);
    }

    private static long count(List<Seen> all, String what) {
        return all.stream().filter(seen -> seen.what().equals(what)).count();
    }

    private <T> T await(String what, Function<List<Seen>, Optional<T>> wanted, Duration atMost)
            throws InterruptedException {
        Instant start = Instant.now();
        long left = atMost.toNanos();
        lock.lock();
        try {
            Optional<T> found = wanted.apply(all);
            while (found.isEmpty()) {
                if (left <= 0 || !over.isEmpty()) {
                    throw new AssertionError("Not seen within "
                            + Duration.between(start, Instant.now()).toSeconds() + " s: " + what
                            + (over.isEmpty() ? "" : "; " + over) + ". All that was seen is in " + file
                            + ", and last:\n" + last());
                }
                left = added.awaitNanos(left);
                found = wanted.apply(all);
            }
            return found.get();
        } finally {
            lock.unlock();
        }
    }

    private String last() {
        StringBuilder text = new StringBuilder();
        all.subList(Math.max(0, all.size() - 15), all.size())
                .forEach(seen -> text.append("  ").append(seen).append('\n'));
        return text.toString();
    }
}
