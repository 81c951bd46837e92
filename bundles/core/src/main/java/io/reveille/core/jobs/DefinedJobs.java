package io.reveille.core.jobs;

import io.reveille.JobDefinition;
import io.reveille.core.clock.TimeSource;
import io.reveille.core.clocks.Clocks;
import io.reveille.core.intake.Candidate;
import io.reveille.core.intake.DefinitionCodec;
import io.reveille.core.intake.DefinitionIntake;
import io.reveille.core.job.JobEntry;
import io.reveille.core.job.JobEntry.Defined;
import io.reveille.core.job.JobIndex;
import io.reveille.core.job.JobRecorder;
import io.reveille.core.job.Run;
import io.reveille.core.runs.Chains;
import io.reveille.core.runs.HandlerChanges;
import io.reveille.core.runs.Holds;
import io.reveille.core.runs.JobFlow;
import io.reveille.core.runs.Recovery;
import io.reveille.core.state.Transitions;
import io.reveille.schedule.Schedule;
import java.time.Instant;
import java.util.Optional;

/** The jobs by definition, as definitions come, change and go. Belongs to the engine's thread. */
public final class DefinedJobs implements DefinitionIntake.Sink {

    private final JobStates states;
    private final JobIndex index;
    private final JobFlow flow;
    private final Chains chains;
    private final Recovery recovery;
    private final Holds holds;
    private final HandlerChanges handlers;
    private final ClockFollowers clockFollowers;
    private final Clocks clocks;
    private final Orphans orphans;
    private final JobRecorder recorder;
    private final TimeSource time;

    public DefinedJobs(
            JobStates states,
            JobIndex index,
            JobFlow flow,
            Chains chains,
            Recovery recovery,
            Holds holds,
            HandlerChanges handlers,
            ClockFollowers clockFollowers,
            Clocks clocks,
            Orphans orphans,
            JobRecorder recorder,
            TimeSource time) {
        this.states = states;
        this.index = index;
        this.flow = flow;
        this.chains = chains;
        this.recovery = recovery;
        this.holds = holds;
        this.handlers = handlers;
        this.clockFollowers = clockFollowers;
        this.clocks = clocks;
        this.orphans = orphans;
        this.recorder = recorder;
        this.time = time;
    }

    @Override
    public void defined(Candidate source, Optional<String> standsInFor) {
        JobDefinition definition = source.definition();
        if (definition == null) {
            return; // never happens: the intake tells of usable definitions only
        }
        Instant now = time.wall();
        JobEntry known = states.find(definition.name());
        boolean isNew = known == null;
        JobEntry entry = known == null ? states.begin(definition.name()) : known;
        Defined before = entry.defined;
        String text = definition.schedule().toString().intern(); // many jobs say the same
        if (before != null && !text.equals(entry.state.schedule())) {
            flow.runs().withdraw(entry, "its schedule has changed");
        }
        boolean isBack = standsInFor.isEmpty() && Transitions.takesUp(entry.state, text, source.source(), now);
        boolean anew = !text.equals(entry.state.schedule());
        if (anew && !isNew) {
            standsInFor.ifPresent(address -> Transitions.standsIn(entry.state, address, now));
        }
        String hash = DefinitionCodec.hash(definition);
        // Changes are found by the hash, since the definition may have changed while Reveille was not running.
        boolean changed =
                !entry.state.definition().isEmpty() && !entry.state.definition().equals(hash);
        if (standsInFor.isPresent() && !anew) {
            changed = false; // the job's own definition has not changed, and may come yet
        } else {
            Transitions.known(entry.state, hash);
        }
        handlers.look(entry, definition.handler());
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
        chains.changed(entry);
        if (isBack || (before == null && !isNew && !anew)) {
            recovery.comeBack(entry, isBack);
        }
        Schedule schedule = clockFollowers.clock(entry, job, now);
        if (wasHeld && !entry.state.isHeld()) {
            holds.ended(entry, entry.defined); // the change has ended a quarantine, as resume() does
        } else if (!wasHeld && entry.state.isHeld()) {
            holds.began(entry); // for what a crash has left
        }
        if (schedule.isReboot() && (isBack || before == null)) {
            chains.started(entry, isNew || anew, clocks.boot());
        }
        flow.plan(entry);
        if (before == null || changed || isBack) {
            recorder.defined(entry, before == null);
        }
    }

    @Override
    public void undefined(String name, boolean deleted) {
        JobEntry entry = states.find(name);
        Defined before = entry == null ? null : entry.defined;
        if (entry == null || before == null) {
            return;
        }
        flow.unplan(entry);
        flow.runs().withdraw(entry, "the job was removed");
        entry.runs().forEach(Run::cancel);
        Transitions.undefined(entry.state, deleted, time.wall());
        recorder.removed(entry);
        entry.policiesBefore = entry.policies();
        entry.defined = null;
        index.defined(entry, before);
        chains.changed(entry);
        orphans.await(entry);
    }
}
