package io.reveille.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.Delivery;
import io.reveille.JobContext;
import io.reveille.JobState;
import io.reveille.core.engine.JobView;
import io.reveille.core.state.ClockedTimes;
import io.reveille.spi.JobEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps beside the engine what all jobs promise: it sees definitions, calls of handlers, what is saved and what of that is
 * left, stops and steps of the clock, and knows nothing of how the engine does it.
 */
final class Model implements WatchedStates.Watcher {

    private final Gateway gateway;
    private final Map<String, Book> live = new HashMap<>();
    private final Saves saves = new Saves();
    private final Map<String, Before> before = new HashMap<>(); // the calls of the last round
    private final Set<String> standIns = new HashSet<>(); // jobs that another definition may stand in for
    private final Ends ends = new Ends(live, job -> gateway().view(job).isPresent());
    private long calls;
    private int starts;
    private boolean starting;
    private boolean reboots;
    private boolean clockSet;
    private boolean wasTrusted; // the clock, before the stop
    private Instant stoppedAt = Instant.EPOCH; // by the clock as it is set now
    private @Nullable AssertionError broken; // what a handler's call has shown

    private record Before(Book book, long calls) {}

    Model(Gateway gateway) {
        this.gateway = gateway;
    }

    private Gateway gateway() {
        return gateway;
    }

    /** How often handlers were called by schedule. */
    long calls() {
        return calls;
    }

    /** The job's book; a new one if its schedule is new. */
    @Nullable
    Book book(String job) {
        JobView view = gateway.view(job).orElse(null);
        Book book = live.get(job);
        if (view == null) {
            return book;
        }
        if (book == null
                || book.deleted
                || !book.generation.isOf(view.definition().schedule())) {
            book = newBook(view);
            live.put(job, book);
        }
        book.change(view.definition().policies());
        return book;
    }

    private Book newBook(JobView view) {
        Instant start = gateway.now().truncatedTo(ChronoUnit.SECONDS);
        boolean justPassed = view.definition().schedule().isOnceAt(); // is run at once
        Generation generation = new Generation(view, justPassed ? start.minusSeconds(5) : start);
        Book book = new Book(generation, view.definition().policies());
        if (standIns.contains(view.name())
                || (generation.waitsForTrust() && !gateway.isTrusted())
                || (generation.isEvent() && generation.schedule.times().isPresent())) {
            generation.becomeBlind();
            generation.losesTime();
        }
        if (starting || Rest.isHeld(view.status()) || view.status().running()) {
            book.drop();
        }
        if (Rest.isHeld(view.status())) {
            book.hold(true, gateway.now());
        }
        return book;
    }

    // Things happen

    void called(JobContext context) {
        try {
            count(context);
        } catch (AssertionError e) { // to a handler's failure nobody would listen
            broken = broken == null ? e : broken;
        }
    }

    private void count(JobContext context) {
        loseTime();
        Book book = book(context.jobName());
        JobView view = gateway.view(context.jobName()).orElse(null);
        if (book != null && view != null && !context.isTriggered()) {
            if (book.round != gateway.steps()) {
                before.put(context.jobName(), new Before(book.copy(), calls));
                book.round = gateway.steps();
            }
            book.called(context, ++calls, starts, view.status());
            if (book.policies().delivery() == Delivery.AT_MOST_ONCE) {
                saves.started(context.jobName(), book.copy(), calls); // its start was saved before
            }
        }
    }

    /** Listeners are told. */
    void heard(JobEvent event) {
        Book book = book(event.job());
        event.run().ifPresent(run -> {
            if (book != null) {
                book.generation.extend(gateway.now());
                book.spans.over(run.runId(), book.generation.key(gateway.now()));
            }
            ends.ended(event, run, starting);
        });
        if (book != null && event.type() == JobEvent.Type.STATE) {
            book.observe(event.status(), gateway.now());
        }
    }

    /** A handler asks for another attempt. */
    void again(String job) {
        ends.uncertain(job);
    }

    @Override
    public void saving(String job, String text) {
        Book book = book(job);
        if (book != null) {
            boolean certain = book.round != gateway.steps() || book.policies().delivery() == Delivery.AT_MOST_ONCE;
            Before now = new Before(book, calls);
            Before kept = certain ? now : before.getOrDefault(job, now);
            saves.saving(job, text, kept.book.copy(), kept.calls);
        }
    }

    @Override
    public void loaded(Map<String, List<String>> texts) {
        live.clear();
        Map<String, Set<String>> taken = new HashMap<>();
        texts.forEach((job, all) -> saves.newest(job, all).ifPresent(kept -> {
            Book book = kept.book().copy();
            book.restored(stoppedAt, Saves.isHeld(kept.text()), Saves.running(kept.text()));
            live.put(job, book);
            taken.put(job, Saves.taken(kept.text()));
            boolean knowsSteps = !reboots && book.generation.isElapsed && !book.generation.waitsForTrust();
            if ((kept.stale() && !knowsSteps) || kept.isSlewed()) {
                book.generation.becomeBlind();
                book.generation.losesTime(); // as it was defined and trusted by the clock of before
                book.generation.forgetCalls();
            }
            book.generation.calls.values().removeIf(call -> call.number() > kept.calls());
        }));
        if (clockSet) {
            lost(true);
        }
        ends.restored(saves.runs(texts), taken);
        saves.restored(texts);
    }

    /** Somebody holds a job, or lets it go on. */
    void held(String job, boolean now) {
        Book book = book(job);
        JobView view = gateway.view(job).orElse(null);
        if (book == null || view == null || view.status().state() == JobState.DONE) {
            return;
        }
        if (now && view.schedule().followsClock() && !gateway.isTrusted()) {
            book.drop(); // nobody knows what is due
        }
        book.hold(now, gateway.now());
    }

    /** The definition changes of a job that is in quarantine. */
    void changes(String job) {
        JobView view = gateway.view(job).orElse(null);
        if (view != null && view.status().reason().startsWith("quarantined")) {
            held(job, false);
        }
    }

    /** A cancel that has returned holds after any crash. */
    void cancelled(String job) {
        ends.gone(job);
        live.remove(job);
        saves.forget(job);
    }

    void deleted(String job) {
        Book book = live.get(job);
        ends.gone(job);
        if (book != null) {
            book.deleted = true;
        }
    }

    /** Of a job's definitions another one may count for a while, or has. */
    void standsIn(String job) {
        standIns.add(job);
        Book book = live.get(job);
        if (book != null) {
            book.generation.becomeBlind();
        }
    }

    /** Its definition was away for so long that its state may have been thrown away. */
    void mayBeForgotten(String job) {
        Book book = live.get(job);
        if (book != null) {
            book.drop();
            book.generation.becomeBlind();
        }
    }

    // Ends and starts, and the clock

    /**
     * The process has ended: only what was saved is left.
     *
     * @param torn whether that was in the middle of a write
     * @param reboot whether the machine has, too, so that nobody knows of steps of the clock
     * @param set whether its clock shows something else then
     * @param trusted whether the clock was trusted before
     */
    void stopped(boolean torn, boolean reboot, boolean set, boolean trusted) {
        starts++;
        wasTrusted = trusted;
        stoppedAt = gateway.now();
        reboots = reboot;
        clockSet = set;
        starting = true;
        ends.stopped(torn);
    }

    /** All that a start finds is found. */
    void started() {
        loseTime();
        starting = false;
    }

    /**
     * The time for which the machine was off is not known if the clock was not trusted then, or is not now. It does not
     * count for what runs at the start already.
     */
    private void loseTime() {
        if (starting && reboots && !(wasTrusted && gateway.isTrusted())) {
            lost(false);
        }
    }

    /** The clock was set while Reveille did not run, or the machine was off for a time that nobody knows. */
    private void lost(boolean all) {
        for (Book book : live.values()) {
            if ((all && !book.generation.isEvent()) || book.generation.isElapsed) {
                book.generation.becomeBlind();
            }
            book.generation.losesTime();
            if (all) {
                book.generation.forgetCalls();
            }
        }
    }

    /** Somebody sets the clock; called before the engine sees it. */
    void stepped(Duration step) {
        Instant then = gateway.now().plus(step);
        boolean trusted = !starting && gateway.isTrusted() && !then.isBefore(ClockedTimes.BUILT);
        Set<Generation> all = new HashSet<>(saves.generations());
        live.values().forEach(book -> all.add(book.generation));
        for (Generation generation : all) {
            generation.extend(gateway.now());
            generation.move(step, then, trusted);
            if (generation.isElapsed && generation.text.contains(" to ")) {
                generation.becomeBlind(); // what is drawn depends on the time that is shown
            }
        }
        saves.stepped(step);
        stoppedAt = stoppedAt.plus(step);
        if (step.isNegative()) {
            live.forEach((job, book) -> Corrections.back(gateway, book, gateway.view(job), step, then));
        }
    }

    // Promises

    void check(JobView view) {
        if (broken != null) {
            throw broken;
        }
        Book book = book(view.name());
        if (book != null) {
            ends.look(book);
            book.check(view, gateway.now());
            boolean over = view.status().reason().equals("its schedule has no further occurrence");
            boolean sameGoesOn =
                    view.definition().schedule().isRelative() && standIns.contains(view.name()); // at another address
            if (over
                    && gateway.isTrusted()
                    && !sameGoesOn
                    && !view.schedule().toString().startsWith("once ")) {
                assertThat(book.generation.goesOn(gateway.now()))
                        .as("%s is over, at %s: %s", view.name(), gateway.now(), book.generation.text)
                        .isFalse();
            }
        }
    }

    /** Whether a job can do nothing but run at its times, as long as nothing but time passes. */
    boolean isCalm(JobView view) {
        Book book = book(view.name());
        return book != null
                && book.isExact()
                && !book.generation.isEvent()
                && view.status().state() == JobState.READY
                && Rest.isAtRest(view, gateway.now())
                && view.definition().policies().gates().isEmpty()
                && view.definition().policies().concurrency() == 0
                && !view.definition().handler().equals("slow");
    }
}
