package io.reveille.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.Delivery;
import io.reveille.JobContext;
import io.reveille.JobState;
import io.reveille.JobStatus;
import io.reveille.core.engine.JobView;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What all jobs promise, kept beside the engine: it sees definitions, calls of handlers, acknowledged saves, stops and
 * steps of the clock, and knows nothing of how the engine does it.
 */
final class Model {

    /** A step back of no more is waited for. */
    static final Duration REWIND = Duration.ofHours(1);

    private final Function<String, Optional<JobView>> jobs;
    private final Supplier<Instant> now;
    private final IntSupplier round;
    private final Map<String, Book> live = new HashMap<>();
    private final Map<String, Saved> saved = new HashMap<>();
    private final Map<String, Saved> before = new HashMap<>(); // the calls of the last round
    private long calls;
    private int starts;
    private @Nullable AssertionError broken; // what a handler's call has shown

    /**
     * What a crash leaves of a job.
     *
     * @param calls how many there had been
     * @param stale whether the clock has been set since, in a way that makes a difference
     */
    private record Saved(Book book, long calls, boolean stale) {}

    /** @param round counts the engine's steps: what is saved may come from before the handlers' calls since the last */
    Model(Function<String, Optional<JobView>> jobs, Supplier<Instant> now, IntSupplier round) {
        this.jobs = jobs;
        this.round = round;
        this.now = now;
    }

    /** How often handlers were called by schedule. */
    long calls() {
        return calls;
    }

    /** The job's book; a new one if its schedule is new. */
    @Nullable
    Book book(String job) {
        JobView view = jobs.apply(job).orElse(null);
        Book book = live.get(job);
        if (view == null) {
            return book;
        }
        String text = view.definition().schedule().toString();
        if (book == null || book.isDeleted() || !book.generation.text.equals(text)) {
            Instant start = now.get().truncatedTo(ChronoUnit.SECONDS);
            JobStatus status = view.status();
            book = new Book(
                    new Generation(view.schedule(), text, start, status.missed(), status.skipped()),
                    view.definition().policies());
            live.put(job, book);
        }
        book.change(view.definition().policies());
        return book;
    }

    // What happens

    void called(JobContext context) {
        try {
            count(context);
        } catch (AssertionError e) { // to a handler's failure nobody would listen
            broken = broken == null ? e : broken;
        }
    }

    private void count(JobContext context) {
        Book book = book(context.jobName());
        if (book != null && !context.isTriggered()) {
            if (book.round() != round.getAsInt()) {
                before.put(context.jobName(), new Saved(book.copy(), calls, false));
                book.calledIn(round.getAsInt());
            }
            book.called(context, ++calls, starts);
            if (book.policies().delivery() == Delivery.AT_MOST_ONCE) {
                saved.put(context.jobName(), new Saved(book.copy(), calls, false)); // its start was saved before
            }
        }
    }

    void saved(String job) {
        Book book = book(job);
        if (book != null) {
            boolean certain =
                    book.round() != round.getAsInt() || book.policies().delivery() == Delivery.AT_MOST_ONCE;
            Saved now = new Saved(book.copy(), calls, false);
            saved.put(job, certain ? now : before.getOrDefault(job, now));
        }
    }

    void forgotten(String job) {
        saved.remove(job);
    }

    /** Somebody lets a job go on that is held. */
    void resumed(String job) {
        Book book = book(job);
        if (book != null) {
            book.drop();
        }
    }

    /** The definition has changed of a job that is held by what was saved of it. */
    void changedSinceSaved(String job) {
        Saved kept = saved.get(job);
        if (kept != null) {
            kept.book.drop();
        }
    }

    /** A cancel that has returned holds after any crash. */
    void cancelled(String job) {
        live.remove(job);
        saved.remove(job);
    }

    void deleted(String job) {
        Book book = live.get(job);
        if (book != null) {
            book.delete();
        }
    }

    /**
     * The process has ended: only what was saved is left.
     *
     * @param reboot whether the machine has, too, so that nobody knows of steps of the clock
     */
    void stopped(boolean reboot) {
        starts++;
        live.clear();
        saved.forEach((job, kept) -> {
            live.put(job, kept.book.copy());
            kept.book.generation.calls.values().removeIf(call -> call.number() > kept.calls);
            if (kept.stale && (reboot || !kept.book.generation.schedule.isElapsed())) {
                kept.book.generation.becomeBlind();
            }
        });
    }

    /** The machine is off for a time that nobody knows: jobs that follow elapsed time go on from the start. */
    void lost() {
        live.values().stream()
                .map(book -> book.generation)
                .filter(generation -> generation.schedule.isElapsed())
                .forEach(Generation::becomeBlind);
    }

    /** Somebody sets the clock; called before the engine sees it. */
    void stepped(Duration step) {
        Instant then = now.get().plus(step);
        Set<Generation> all = new HashSet<>();
        live.values().forEach(book -> all.add(book.generation));
        saved.values().forEach(kept -> all.add(kept.book.generation));
        for (Generation generation : all) {
            if (generation.schedule.isElapsed()) {
                generation.move(step);
                if (generation.text.contains(" to ")) {
                    generation.becomeBlind(); // what is drawn depends on the time that is shown
                }
            }
        }
        saved.replaceAll((job, kept) -> new Saved(
                kept.book, kept.calls, kept.stale || step.isNegative() || kept.book.generation.schedule.isElapsed()));
        if (step.isNegative()) {
            live.forEach((job, book) -> steppedBack(job, book, step, then));
        }
    }

    private void steppedBack(String job, Book book, Duration step, Instant then) {
        Generation generation = book.generation;
        if (generation.schedule.isElapsed()) {
            return;
        }
        boolean atRest = jobs.apply(job)
                .filter(view -> Book.isAtRest(view.status(), now.get()))
                .isPresent();
        Instant waitedFor = then.plus(REWIND);
        boolean corrected = step.negated().compareTo(REWIND) > 0 || generation.isAheadOf(waitedFor);
        if (!atRest) {
            generation.becomeBlind();
        } else if (corrected && !generation.isBlind()) {
            if (isFree(generation)) {
                generation.planAnew(then);
                book.drop();
            } else {
                generation.becomeBlind();
            }
        }
        if (corrected || generation.wasSeenAfter(waitedFor, now.get())) {
            generation.calls.clear();
            generation.ever.clear();
        }
    }

    /** Whether its occurrences do not depend on where its chain starts. */
    private static boolean isFree(Generation generation) {
        String text = generation.text;
        return text.startsWith("cron ")
                || text.startsWith("every day at")
                || text.startsWith("every minute at")
                || text.startsWith("every hour at");
    }

    // What must hold

    void check(String job, JobStatus status) {
        if (broken != null) {
            throw broken;
        }
        Book book = book(job);
        if (book != null) {
            book.check(job, status, now.get());
        }
    }

    /** Whether a job can do nothing but run at its times, as long as nothing but time passes. */
    boolean isCalm(JobView view) {
        Book book = book(view.name());
        return book != null
                && book.isExact()
                && view.status().state() == JobState.READY
                && Book.isAtRest(view.status(), now.get())
                && view.definition().policies().gates().isEmpty()
                && view.definition().policies().concurrency() == 0
                && !view.definition().handler().equals("slow");
    }

    /** Only time has passed for a calm job. */
    void checkNothingWasMissed(JobView before, JobView after) {
        if (after.status().state() == JobState.READY) {
            assertThat(after.status().missed() + after.status().skipped())
                    .as("%s could run at all its times", after.name())
                    .isEqualTo(before.status().missed() + before.status().skipped());
        }
    }
}
