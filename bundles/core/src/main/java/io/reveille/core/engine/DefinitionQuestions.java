package io.reveille.core.engine;

import io.reveille.BrokenDefinition;
import io.reveille.JobDefinition;
import io.reveille.JobDefinitionException;
import io.reveille.core.clock.TimeSource;
import io.reveille.core.clocks.Clocks;
import io.reveille.core.definitions.SharedWrites;
import io.reveille.core.definitions.StoreReports;
import io.reveille.core.intake.Candidate;
import io.reveille.core.intake.DefinitionCodec;
import io.reveille.core.intake.DefinitionIntake;
import io.reveille.core.jobs.Jobs;
import io.reveille.core.runs.Chains;
import io.reveille.core.state.RunState;
import io.reveille.core.state.Transitions;
import io.reveille.core.threads.ChangeLock;
import io.reveille.core.threads.Mailbox;
import io.reveille.schedule.Schedule;
import io.reveille.spi.JobProperties;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The questions about definitions by code that makes and changes them: each method puts a question to the engine's
 * thread and waits for the answer. May be called by any thread.
 */
public final class DefinitionQuestions {

    private final ChangeLock changes = new ChangeLock();
    private final SharedWrites writes = new SharedWrites();
    private final Mailbox mailbox;
    private final Jobs jobs;
    private final DefinitionIntake intake;
    private final StoreReports reports;
    private final Chains chains;
    private final Clocks clocks;
    private final DefinitionCodec codec;
    private final TimeSource time;

    DefinitionQuestions(
            Mailbox mailbox,
            Jobs jobs,
            DefinitionIntake intake,
            StoreReports reports,
            Chains chains,
            Clocks clocks,
            DefinitionCodec codec,
            TimeSource time) {
        this.mailbox = mailbox;
        this.jobs = jobs;
        this.intake = intake;
        this.reports = reports;
        this.chains = chains;
        this.clocks = clocks;
        this.codec = codec;
        this.time = time;
    }

    /** The lock to be held while code changes definitions: from the first question to the last answer. */
    public ChangeLock changes() {
        return changes;
    }

    /** The writes of definitions that callers share. */
    public SharedWrites writes() {
        return writes;
    }

    /** The codec of definitions, by the engine's default zone. */
    public DefinitionCodec codec() {
        return codec;
    }

    /** The store's reports on definitions; held back while several are stored as one. */
    public StoreReports reports() {
        return reports;
    }

    public List<BrokenDefinition> broken() {
        return mailbox.ask(intake::broken);
    }

    /**
     * Reads a definition that is not yet there, as {@link DefinitionIntake#check} does.
     *
     * @throws io.reveille.JobDefinitionException if the definition cannot be used, or its schedule is new and lies in
     *     the past
     */
    public JobDefinition check(Optional<String> source, Map<String, ?> properties) {
        return check(source, codec.read(properties)); // asks its gates too, on this thread
    }

    /** Does the same for a definition that was read. */
    public JobDefinition check(Optional<String> source, JobDefinition definition) {
        return mailbox.ask(() -> {
            intake.check(source, definition);
            boolean sameSchedule = intake.definitions()
                    .best(definition.name())
                    .map(Candidate::definition)
                    .map(there -> there.schedule().equals(definition.schedule()))
                    .orElse(false);
            if (!sameSchedule) {
                checkItEverRuns(definition);
            }
            chains.check(definition);
            return definition;
        });
    }

    /**
     * Refuses a schedule that lies in the past as a whole. An instant that has passed while the definition was on its
     * way is run at once.
     *
     * @throws JobDefinitionException if the schedule has no occurrence from now on
     */
    public void checkItEverRuns(JobDefinition definition) {
        if (definition.schedule().isEvent()) {
            mailbox.ask(() -> {
                chains.check(definition);
                return true;
            });
        } else {
            checkItEverRuns(definition.schedule());
        }
    }

    /** The same, of a schedule that does not follow an event. */
    public void checkItEverRuns(Schedule schedule) {
        Instant now = time.wall();
        Instant from = schedule.isOnceAt() ? now.minus(Transitions.JUST_PASSED) : now;
        if (schedule.bind(now).next(from).isEmpty() && isClockOf(schedule)) {
            throw new JobDefinitionException(
                    JobProperties.SCHEDULE,
                    "The schedule \"" + schedule + "\" has no occurrence after now, "
                            + now.truncatedTo(ChronoUnit.SECONDS)
                            + "; the job would never run. Nothing was changed.");
        }
    }

    /** Whether the clock that a schedule goes by is right, so that its past can be told. */
    private boolean isClockOf(Schedule schedule) {
        return !schedule.endsByClock() || mailbox.ask(() -> clocks.whyNot().isEmpty());
    }

    /**
     * Answers a question about a name by which code defines a job: its state, if any, and its definition, which may be
     * broken.
     */
    public <T> T known(String name, BiFunction<Optional<RunState>, Optional<Candidate>, T> answer) {
        return mailbox.ask(
                () -> answer.apply(jobs.state(name), intake.definitions().named(name)));
    }

    /** The definition of this name, which may be broken. */
    public Optional<Candidate> named(String name) {
        return mailbox.ask(() -> intake.definitions().named(name));
    }

    /** The definition that counts for this name. */
    public Optional<Candidate> counting(String name) {
        return mailbox.ask(() -> intake.definitions().best(name));
    }

    /** The bundle whose code has made a job. */
    public Optional<String> owner(String name) {
        return mailbox.ask(() -> jobs.state(name).flatMap(RunState::owner));
    }

    /** Answers a question about all definitions and the states of jobs; the question must keep neither. */
    public <T> T known(BiFunction<DefinitionIntake, Function<String, Optional<RunState>>, T> question) {
        return mailbox.ask(() -> question.apply(intake, jobs::state));
    }
}
