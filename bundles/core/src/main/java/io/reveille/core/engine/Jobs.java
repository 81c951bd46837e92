package io.reveille.core.engine;

import io.reveille.JobDefinition;
import io.reveille.core.clock.TimeSource;
import io.reveille.core.engine.JobEntry.Active;
import io.reveille.core.engine.JobEntry.Defined;
import io.reveille.core.intake.Candidate;
import io.reveille.core.intake.DefinitionIntake;
import io.reveille.core.intake.Handlers;
import io.reveille.core.intake.Handlers.Offer;
import io.reveille.core.plan.Planner;
import io.reveille.core.state.RunState;
import io.reveille.core.state.StateCodec;
import io.reveille.core.state.Transitions;
import io.reveille.schedule.Schedule;
import io.reveille.spi.StateRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All jobs, and what happens to them from outside. Belongs to the engine's thread. */
final class Jobs implements DefinitionIntake.Sink {

    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);

    private final TreeMap<String, JobEntry> entries = new TreeMap<>();
    private final JobFlow flow;
    private final Chronicle chronicle;
    private final Handlers handlers;
    private final Planner planner;
    private final TimeSource time;
    private final Duration rewind;

    /** @param rewind how far a step back of the clock is waited for */
    Jobs(JobFlow flow, Chronicle chronicle, Handlers handlers, Planner planner, TimeSource time, Duration rewind) {
        this.flow = flow;
        this.chronicle = chronicle;
        this.handlers = handlers;
        this.planner = planner;
        this.time = time;
        this.rewind = rewind;
    }

    /** All jobs that have a definition, by name. */
    List<JobEntry> defined() {
        return entries.values().stream().filter(entry -> entry.defined != null).toList();
    }

    /** The job of this name, if it has a definition. */
    Optional<JobEntry> find(String name) {
        return Optional.ofNullable(entries.get(name)).filter(entry -> entry.defined != null);
    }

    /** What is known of a job of this name, with or without definition. */
    Optional<RunState> state(String name) {
        return Optional.ofNullable(entries.get(name)).map(entry -> entry.state);
    }

    /** All jobs, those without definition included. */
    Collection<JobEntry> all() {
        return entries.values();
    }

    /** All runs under way. */
    List<Active> active() {
        return entries.values().stream()
                .flatMap(entry -> Optional.ofNullable(entry.active).stream())
                .toList();
    }

    /** Takes in the state that was saved; before any definition comes. */
    void load(List<StateRecord> records) {
        for (StateRecord record : records) {
            try {
                RunState state = StateCodec.read(record);
                entries.put(record.job(), new JobEntry(state));
            } catch (IllegalArgumentException e) {
                LOG.error(
                        "The saved state of job {} is damaged, the job starts anew: {}. It was: {}",
                        record.job(),
                        e.getMessage(),
                        record.json());
            }
        }
    }

    /** Notes since when jobs have no definition; returns whether there are any. */
    boolean noteOrphans() {
        List<JobEntry> orphans = orphans();
        for (JobEntry entry : orphans) {
            if (entry.state.orphaned().isEmpty()) {
                Transitions.undefined(entry.state, false, time.wall());
                chronicle.changed(entry);
            }
        }
        return !orphans.isEmpty();
    }

    /** Drops the state of jobs whose definition has been gone for long. */
    void dropOrphans() {
        Instant oldest = time.wall().minus(Settings.ORPHANS_KEPT);
        for (JobEntry entry : orphans()) {
            if (entry.state.orphaned().filter(oldest::isAfter).isPresent()) {
                entries.remove(entry.name());
                chronicle.forgotten(entry);
            }
        }
    }

    private List<JobEntry> orphans() {
        return entries.values().stream()
                .filter(entry -> entry.defined == null && !entry.state.isReadOnly())
                .toList();
    }

    @Override
    public void defined(Candidate source) {
        JobDefinition definition = source.definition();
        if (definition == null) {
            return; // the intake tells of usable ones only
        }
        Instant now = time.wall();
        JobEntry entry = entries.computeIfAbsent(definition.name(), name -> new JobEntry(Transitions.create(name)));
        Defined before = entry.defined;
        boolean changed = before != null && !before.definition().equals(definition);
        String text = definition.schedule().toString();
        Transitions.handler(entry.state, handlers.find(definition.handler()).isPresent(), definition.handler());
        boolean wasHeld = entry.state.isHeld();
        Transitions.defined(entry.state, text, changed, definition.handler(), now);
        if (entry.state.begun().isEmpty()) {
            flow.shelveRetry(entry); // its occurrence is none of the new schedule's
        }
        Schedule schedule = definition.schedule().bind(entry.state.bound()).withSeed(seed(definition.name()));
        entry.defined = new Defined(source, definition, schedule);
        if (before == null) {
            checkClock(entry, now);
        }
        if (wasHeld && !entry.state.isHeld()) {
            drop(entry, schedule, now); // the change has ended a quarantine, as resume() does
        }
        flow.plan(entry);
        if (before == null || changed) {
            chronicle.defined(entry, before == null);
        }
    }

    @Override
    public void undefined(String name, boolean deleted) {
        JobEntry entry = entries.get(name);
        if (entry == null || entry.defined == null) {
            return;
        }
        flow.unplan(entry);
        flow.shelveRetry(entry);
        if (entry.active != null) {
            entry.active.run().cancel();
        }
        Transitions.undefined(entry.state, deleted, time.wall());
        chronicle.removed(entry);
        entry.defined = null;
        flow.later(Settings.ORPHANS_KEPT.plus(Settings.ORPHANS_WAIT), this::dropOrphans);
    }

    /** Drops a job's state and history; its definition is gone already. */
    void forget(String name) {
        JobEntry entry = entries.remove(name);
        if (entry != null) {
            flow.shelveRetry(entry);
            flow.drop(entry, "the job was cancelled");
            chronicle.forgotten(entry);
        }
    }

    /** A handler has come. */
    void add(Offer offer) {
        handlers.add(offer);
        handlerChanged(offer.name());
    }

    /** A handler has gone; its runs under way end as they may. */
    void remove(Offer offer) {
        handlers.remove(offer);
        handlerChanged(offer.name());
    }

    void pause(JobEntry entry) {
        Transitions.paused(entry.state, entry.handler());
        flow.unplan(entry);
        chronicle.changed(entry);
    }

    void resume(JobEntry entry, Defined job) {
        if (!entry.state.isHeld()) {
            return; // what it missed for other reasons is not for dropping
        }
        Transitions.resumed(entry.state, entry.handler());
        drop(entry, job.schedule(), time.wall());
        flow.plan(entry);
        chronicle.changed(entry);
    }

    private void drop(JobEntry entry, Schedule schedule, Instant now) {
        if (entry.active == null) {
            Transitions.dropped(entry.state, planner.dropUntil(schedule, entry.state.chain(), now));
        }
    }

    /**
     * A saved chain that lies ahead of the clock: the clock is behind what it showed when the state was saved, as on a
     * gateway without a battery that has just booted. Elapsed jobs go on from now. Calendar jobs wait for the clock to
     * be set; if that does not happen soon, it counts as corrected and they are planned by it.
     */
    private void checkClock(JobEntry entry, Instant now) {
        Defined job = entry.defined;
        if (job == null || !entry.state.chain().isAfter(now)) {
            return;
        }
        if (job.schedule().isElapsed()) {
            Transitions.corrected(entry.state, now);
        } else if (entry.state.chain().isAfter(now.plus(rewind))) {
            LOG.warn(
                    "The clock shows {}, before the last occurrence of job {}, {}: the job waits {} for the clock to be"
                            + " set, then it is planned by it as it is.",
                    now,
                    entry.name(),
                    entry.state.chain(),
                    Settings.CLOCK_WAIT);
            flow.later(Settings.CLOCK_WAIT, () -> acceptClock(entry));
        }
    }

    private void acceptClock(JobEntry entry) {
        Instant now = time.wall();
        if (entry.defined != null && entry.state.chain().isAfter(now.plus(rewind))) {
            Transitions.corrected(entry.state, now);
            flow.plan(entry);
            chronicle.changed(entry);
        }
    }

    /** The wall clock has stepped: elapsed jobs move along, calendar jobs follow it. */
    void clockStepped(Instant now, Duration step) {
        LOG.info("The clock has stepped by {}; it is {} now. All jobs are planned anew.", step, now);
        boolean correction = step.negated().compareTo(rewind) > 0;
        for (JobEntry entry : entries.values()) {
            Defined job = entry.defined;
            if (job != null && job.schedule().isElapsed()) {
                Transitions.clockStepped(entry.state, step);
            } else if (correction) {
                Transitions.corrected(entry.state, now);
            }
            flow.plan(entry);
            chronicle.changed(entry);
        }
    }

    private void handlerChanged(String handler) {
        boolean present = handlers.find(handler).isPresent();
        for (JobEntry entry : entries.values()) {
            if (entry.defined != null && entry.handler().equals(handler)) {
                Transitions.handler(entry.state, present, handler);
                flow.plan(entry);
                chronicle.changed(entry);
            }
        }
    }

    /** The same at each start, so that a random interval is not drawn again; another for each job. */
    private static long seed(String name) {
        long seed = 0xcbf29ce484222325L; // FNV-1a
        for (int i = 0; i < name.length(); i++) {
            seed = (seed ^ name.charAt(i)) * 0x100000001b3L;
        }
        return seed;
    }
}
