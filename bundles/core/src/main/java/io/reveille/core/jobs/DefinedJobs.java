package io.reveille.core.jobs;

import io.reveille.JobDefinition;
import io.reveille.core.clock.TimeSource;
import io.reveille.core.clocks.Clocks;
import io.reveille.core.intake.Candidate;
import io.reveille.core.intake.DefinitionCodec;
import io.reveille.core.intake.DefinitionIntake;
import io.reveille.core.job.DefinedJob;
import io.reveille.core.job.JobEntry;
import io.reveille.core.job.JobIndex;
import io.reveille.core.job.JobRecorder;
import io.reveille.core.job.Run;
import io.reveille.core.runs.Chains;
import io.reveille.core.runs.HandlerChanges;
import io.reveille.core.runs.Holds;
import io.reveille.core.runs.JobFlow;
import io.reveille.core.runs.Recovery;
import io.reveille.core.state.Transitions;
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
        Optional<JobEntry> known = states.find(definition.name());
        boolean isNew = known.isEmpty();
        JobEntry entry = known.orElseGet(() -> states.begin(definition.name()));
        Optional<DefinedJob> before = entry.job();
        String text = definition.schedule().toString().intern(); // many jobs say the same
        if (before.isPresent() && !text.equals(entry.state.schedule())) {
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
        handlers.look(entry.state, definition.handler());
        boolean wasHeld = entry.state.isHeld();
        boolean starts = Transitions.defined(entry.state, text, changed, definition.handler(), now);
        if (starts) {
            clockFollowers.begun(entry.state, definition.schedule());
        }
        if (starts && definition.schedule().isOnceAt()) {
            Transitions.takesUpJustPassed(entry.state);
        }
        entry.isWell &= !changed && !anew;
        before.ifPresent(index::remove);
        DefinedJob job = entry.define(source, definition, clocks.installation());
        index.add(job);
        chains.defined(job);
        if (starts) {
            chains.begins(job);
        }
        if (isBack || (before.isEmpty() && !anew)) {
            recovery.comeBack(job, isBack);
        }
        clockFollowers.clock(job, now);
        if (wasHeld && !entry.state.isHeld()) {
            holds.ended(job); // the change has ended a quarantine, as resume() does
        } else if (!wasHeld && entry.state.isHeld()) {
            holds.began(entry); // for what a crash has left
        }
        if (job.schedule().isReboot() && (isBack || before.isEmpty())) {
            chains.started(job, isNew || anew, clocks.boot());
        }
        flow.plan(job);
        if (before.isEmpty() || changed || isBack) {
            recorder.defined(entry, before.isEmpty());
        }
    }

    @Override
    public void undefined(String name, boolean deleted) {
        states.find(name).flatMap(JobEntry::job).ifPresent(job -> remove(job, deleted));
    }

    private void remove(DefinedJob job, boolean deleted) {
        JobEntry entry = job.entry;
        flow.unplan(job);
        flow.runs().withdraw(entry, "the job was removed");
        entry.runs().forEach(Run::cancel);
        Transitions.undefined(job.state, deleted, time.wall());
        recorder.removed(entry);
        entry.undefine();
        index.remove(job);
        chains.undefined(job.name());
        states.awaitDefinition(entry);
    }
}
