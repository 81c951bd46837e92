package io.reveille.core.model;

import io.reveille.Delivery;
import io.reveille.RunOutcome;
import io.reveille.RunReport;
import io.reveille.schedule.Predecessor;
import io.reveille.spi.JobEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Knows who is to be told of the ends of runs. */
final class Ends {

    private final Map<String, Book> live;
    private final Set<String> uncertain = new HashSet<>(); // a failure of these need not be the last
    private final Predicate<String> there;
    private boolean torn;

    /** @param there whether a job is defined now */
    Ends(Map<String, Book> live, Predicate<String> there) {
        this.live = live;
        this.there = there;
    }

    /** Its handler asks for another attempt: a failure is not for good. */
    void uncertain(String job) {
        uncertain.add(job);
        followers(job).forEach(book -> book.generation.becomeBlind());
    }

    /** A job that follows one that may try again need not be told of its failures, or much later. */
    void look(Book book) {
        before(book).ifPresent(job -> {
            Book other = live.get(job);
            if (uncertain.contains(job)
                    || (other != null && other.policies().retry().attempts() > 0)) {
                book.generation.becomeBlind();
            }
        });
    }

    /** The job is deleted or cancelled: runs under way may be told of, or not. */
    void gone(String job) {
        followers(job).forEach(book -> book.generation.becomeBlind());
    }

    private List<Book> followers(String job) {
        return live.values().stream()
                .filter(book -> before(book).filter(job::equals).isPresent())
                .toList();
    }

    private static Optional<String> before(Book book) {
        return book.generation.schedule.after().map(Predecessor::job);
    }

    /** A run has ended. */
    void ended(JobEvent event, RunReport run, boolean starting) {
        Book book = live.get(event.job());
        boolean success = run.outcome() == RunOutcome.SUCCEEDED;
        boolean again = run.outcome() == RunOutcome.INTERRUPTED
                && (book == null || book.policies().delivery() == Delivery.AT_LEAST_ONCE);
        if (run.outcome() == RunOutcome.SKIPPED || (again && !run.triggered())) {
            return;
        }
        boolean failed = !success && run.outcome() != RunOutcome.ABANDONED;
        if (failed && book != null && book.policies().retry().attempts() > 0) {
            uncertain.add(event.job()); // the wait outlasts a change to no retry, and a pause ends it
        }
        boolean perhaps = book == null || again || (failed && uncertain.contains(event.job()));
        live.forEach((name, follower) -> {
            if (before(follower).filter(event.job()::equals).isPresent()
                    && !follower.deleted
                    && fits(follower, success)) {
                boolean hears = there.test(name) || (run.outcome() == RunOutcome.ABANDONED && starting);
                tell(follower, event, run, perhaps || !hears);
            }
        });
    }

    private static void tell(Book follower, JobEvent event, RunReport run, boolean perhaps) {
        if (perhaps) {
            follower.generation.becomeBlind();
        } else if (!follower.spans.isHeld()) {
            follower.generation.told.add(run.runId(), event.status().runs(), run.outcome() == RunOutcome.ABANDONED);
        }
    }

    private static boolean fits(Book follower, boolean success) {
        return switch (follower.generation.schedule.after().orElseThrow().ending()) {
            case SUCCEEDS -> success;
            case FAILS -> !success;
            case ENDS -> true;
        };
    }

    void stopped(boolean halfWritten) {
        torn = halfWritten;
    }

    /**
     * Of these jobs so many runs are left.
     *
     * @param taken by what is left of them, the runs of other jobs whose ends have come
     */
    void restored(Map<String, Long> runs, Map<String, Set<String>> taken) {
        live.forEach((follower, book) -> before(book).ifPresent(job -> {
            Long left = runs.get(job);
            int lost = book.generation.told.lost(
                    left == null ? 0 : left, // none: it was never saved
                    taken.getOrDefault(follower, Set.of()));
            if (left == null) {
                book.drop();
            } else if (torn) {
                book.loosen(lost);
            }
        }));
    }
}
