package io.reveille.core.jobs;

import io.reveille.JobDefinition;
import io.reveille.core.clock.TimeSource;
import io.reveille.core.clocks.Clocks;
import io.reveille.core.intake.Candidate;
import io.reveille.core.intake.DefinitionCodec;
import io.reveille.core.intake.DefinitionIntake;
import io.reveille.core.intake.Handlers;
import io.reveille.core.intake.Handlers.Offer;
import io.reveille.core.job.Active;
import io.reveille.core.job.Chronicle;
import io.reveille.core.job.JobEntry;
import io.reveille.core.job.JobEntry.Defined;
import io.reveille.core.job.JobIndex;
import io.reveille.core.outcome.Ending;
import io.reveille.core.runs.Chains;
import io.reveille.core.runs.Holds;
import io.reveille.core.runs.JobFlow;
import io.reveille.core.runs.LostThreads;
import io.reveille.core.runs.Recovery;
import io.reveille.core.runs.RunEnds;
import io.reveille.core.state.ClockedTimes;
import io.reveille.core.state.RunState;
import io.reveille.core.state.SavedJobs;
import io.reveille.core.state.Transitions;
import io.reveille.schedule.Schedule;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.LongSupplier;

/** All jobs, and what happens to them from outside. Belongs to the engine's thread. */
public final class Jobs implements DefinitionIntake.Sink {

    /** What happens to jobs, and after what rules. */
    public record Rules(JobFlow flow, RunEnds ends, Chains chains, Recovery recovery, LostThreads lost, Holds holds) {}

    private final NavigableMap<String, JobEntry> entries;
    private final Rules to;
    private final Chronicle chronicle;
    private final Handlers handlers;
    private final Clocks clocks;
    private final TimeSource time;
    private final ClockFollowers clockFollowers;
    private final Orphans orphans;
    private final JobIndex index;
    private LongSupplier lastIntent = () -> 0;

    public Jobs(
            NavigableMap<String, JobEntry> entries,
            Rules rules,
            Chronicle chronicle,
            Handlers handlers,
            Clocks clocks,
            TimeSource time) {
        this.entries = entries;
        this.to = rules;
        this.chronicle = chronicle;
        this.handlers = handlers;
        this.clocks = clocks;
        this.time = time;
        this.clockFollowers = new ClockFollowers(entries.values(), to.flow(), chronicle, clocks);
        clocks.tell(clockFollowers);
        this.index = new JobIndex(time);
        to.flow().whenPlanned(index::changed);
        this.orphans = new Orphans(entries, to.flow(), chronicle, time);
        to.lost().whenChanged(this::handlerChanged);
    }

    /** Where the number of the last intent is asked for. */
    public void lastIntent(LongSupplier number) {
        lastIntent = number;
    }

    /** All jobs that have a definition. */
    public JobIndex defined() {
        return index;
    }

    /** The job of this name, if it has a definition. */
    public Optional<JobEntry> find(String name) {
        return Optional.ofNullable(entries.get(name)).filter(entry -> entry.defined != null);
    }

    /** What is known of a job of this name, with or without definition. */
    public Optional<RunState> state(String name) {
        return Optional.ofNullable(entries.get(name)).map(entry -> entry.state);
    }

    /** All jobs, those without definition included. */
    public Collection<JobEntry> all() {
        return entries.values();
    }

    /** All runs under way. */
    public List<Active> active() {
        return to.flow().runs().busy().stream()
                .filter(entry -> entries.get(entry.name()) == entry) // not one that was cancelled
                .flatMap(entry -> entry.runs().stream())
                .toList();
    }

    /** Those without definition. */
    public Orphans orphans() {
        return orphans;
    }

    /** Takes in the state that was saved; before any definition comes. */
    public void load(SavedJobs saved) {
        saved.problems().forEach(chronicle::unreadable);
        saved.states().forEach((name, state) -> entries.put(name, new JobEntry(state)));
        chronicle.load(saved);
        entries.values().forEach(entry -> clockFollowers.loaded(entry, time.wall()));
    }

    /** Takes in a state from elsewhere, of a job that is about to be defined; whatever is left of one before is dropped. */
    public void adopt(RunState state) {
        forget(state.job());
        Transitions.begun(state, lastIntent.getAsLong());
        ClockedTimes.timedBy(state, clocks.steps());
        chronicle.adopt(state);
        entries.put(state.job(), new JobEntry(state));
    }

    private JobEntry begin(String name) {
        RunState state = chronicle.create(name);
        Transitions.begun(state, lastIntent.getAsLong());
        ClockedTimes.timedBy(state, clocks.steps());
        return new JobEntry(state);
    }

    @Override
    public void defined(Candidate source, Optional<String> standsInFor) {
        JobDefinition definition = source.definition();
        if (definition == null) {
            return; // the intake tells of usable ones only
        }
        Instant now = time.wall();
        boolean isNew = !entries.containsKey(definition.name());
        JobEntry entry = entries.computeIfAbsent(definition.name(), this::begin);
        Defined before = entry.defined;
        String text = definition.schedule().toString().intern(); // many jobs say the same
        if (before != null && !text.equals(entry.state.schedule())) {
            to.flow().runs().withdraw(entry, "its schedule has changed");
        }
        boolean isBack = standsInFor.isEmpty() && Transitions.takesUp(entry.state, text, source.source(), now);
        boolean anew = !text.equals(entry.state.schedule());
        if (anew && !isNew) {
            standsInFor.ifPresent(address -> Transitions.standsIn(entry.state, address, now));
        }
        String hash = DefinitionCodec.hash(definition);
        // By its hash, since it may have changed while Reveille was not running.
        boolean changed =
                !entry.state.definition().isEmpty() && !entry.state.definition().equals(hash);
        if (standsInFor.isPresent() && !anew) {
            changed = false; // nobody has changed the job's own, which may come yet
        } else {
            Transitions.known(entry.state, hash);
        }
        handler(entry, definition.handler());
        boolean wasHeld = entry.state.isHeld();
        boolean starts = Transitions.defined(entry.state, text, changed, definition.handler(), now);
        Schedule own =
                definition.schedule().withSeed(entry.seed()).withSpread(clocks.installation(), definition.name());
        if (starts) {
            clockFollowers.begun(entry, own);
        }
        Defined job = Defined.of(source, definition, own, entry.state);
        entry.defined = job;
        index.defined(entry, before);
        to.chains().changed(entry);
        if (isBack || (before == null && !isNew && !anew)) {
            comeBack(entry, isBack);
        }
        Schedule schedule = clockFollowers.clock(entry, job, now);
        if (wasHeld && !entry.state.isHeld()) {
            to.holds().ended(entry, entry.defined); // the change has ended a quarantine, as resume() does
        } else if (!wasHeld && entry.state.isHeld()) {
            to.holds().began(entry); // by what a crash has left
        }
        if (schedule.isReboot() && (isBack || before == null)) {
            to.chains().started(entry, isNew || anew, clocks.boot());
        }
        to.flow().plan(entry);
        if (before == null || changed || isBack) {
            chronicle.defined(entry, before == null);
        }
    }

    /**
     * A job is there again after a start, or after its service was gone.
     *
     * @param isBack whether another definition has stood in for its own
     */
    private void comeBack(JobEntry entry, boolean isBack) {
        if (isBack || entry.runs().isEmpty()) { // what runs then is of the definition that stood in
            to.recovery().recover(entry);
        }
        to.chains().recover(entry);
    }

    @Override
    public void undefined(String name, boolean deleted) {
        JobEntry entry = entries.get(name);
        Defined before = entry == null ? null : entry.defined;
        if (entry == null || before == null) {
            return;
        }
        to.flow().unplan(entry);
        to.flow().runs().withdraw(entry, "the job was removed");
        entry.runs().forEach(Active::cancel);
        Transitions.undefined(entry.state, deleted, time.wall());
        chronicle.removed(entry);
        entry.policiesBefore = entry.policies();
        entry.defined = null;
        index.defined(entry, before);
        to.chains().changed(entry);
        orphans.await(entry);
    }

    /** Drops a job's state and history; its definition is gone already. */
    public void forget(String name) {
        JobEntry entry = entries.remove(name);
        if (entry != null) {
            to.flow().unplan(entry);
            entry.runs().forEach(run -> to.ends().cutOff(run, Ending.Cut.STOPPED));
            to.flow().runs().dropAll(entry, "the job was cancelled");
            chronicle.forgotten(entry);
        }
    }

    /** A handler has come. */
    public void add(Offer offer) {
        handlers.add(offer);
        handlerChanged(offer.name());
    }

    /** A handler has gone; its runs under way end as they may. */
    public void remove(Offer offer) {
        handlers.remove(offer);
        handlerChanged(offer.name());
    }

    void pause(JobEntry entry) {
        boolean wasHeld = entry.state.isHeld();
        Transitions.paused(entry.state);
        to.flow().unplan(entry);
        to.flow().runs().withdraw(entry, "the job was paused");
        if (!wasHeld) {
            to.holds().began(entry);
        }
        to.flow().plan(entry); // its schedule may be over with that
        chronicle.decided(entry);
    }

    int resume(JobEntry entry, Defined job) {
        if (!entry.state.isHeld()) {
            return 0; // what it missed for other reasons is not for dropping
        }
        Transitions.resumed(entry.state);
        int dropped = to.holds().ended(entry, job);
        to.flow().plan(entry);
        chronicle.decided(entry);
        return dropped;
    }

    /** Ends a pause, and nothing else that holds the job. */
    void unpause(JobEntry entry) {
        Defined job = entry.defined;
        Transitions.unpaused(entry.state);
        if (job != null && !entry.state.isHeld()) {
            to.holds().ended(entry, job);
        }
        to.flow().plan(entry);
        chronicle.decided(entry);
    }

    private void handlerChanged(String handler) {
        for (JobEntry entry : index.ofHandler(handler)) {
            handler(entry, handler);
            to.flow().plan(entry);
            chronicle.changed(entry);
        }
    }

    private void handler(JobEntry entry, String handler) {
        Transitions.handler(
                entry.state, handlers.find(handler).isPresent(), to.lost().why(handler));
    }
}
