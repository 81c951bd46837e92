package io.reveille.core.engine;

import io.reveille.BrokenDefinition;
import io.reveille.GateAnswer;
import io.reveille.JobDefinition;
import io.reveille.JobDefinitionException;
import io.reveille.JobProblem;
import io.reveille.SchedulerStatus;
import io.reveille.core.clock.TimeSource;
import io.reveille.core.clocks.ClockJudge;
import io.reveille.core.clocks.Clocks;
import io.reveille.core.definitions.StoreReports;
import io.reveille.core.intake.Candidate;
import io.reveille.core.intake.DefinitionCodec;
import io.reveille.core.intake.DefinitionIntake;
import io.reveille.core.job.DefinedJob;
import io.reveille.core.job.JobRecorder;
import io.reveille.core.jobs.Jobs;
import io.reveille.core.jobs.Orders;
import io.reveille.core.jobs.Problems;
import io.reveille.core.plan.Forecast;
import io.reveille.core.runs.Chains;
import io.reveille.core.state.RunState;
import io.reveille.core.threads.ChangeLock;
import io.reveille.core.threads.Mailbox;
import io.reveille.spi.JobProperties;
import io.reveille.spi.Quarantined;
import io.reveille.spi.RunGate;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The entry to the engine for other threads: each method puts a question to the engine's thread and waits for the
 * answer. May be called by any thread.
 */
public final class EngineAccess {

    private final ChangeLock changes = new ChangeLock();
    private final Mailbox mailbox;
    private final Jobs jobs;
    private final DefinitionIntake intake;
    private final StoreReports reports;
    private final Orders orders;
    private final JobRecorder recorder;
    private final Chains chains;
    private final ClockJudge clock;
    private final Clocks clocks;
    private final Status status;
    private final GateQuestions gates;
    private final DefinitionCodec codec;
    private final TimeSource time;

    EngineAccess(
            Mailbox mailbox,
            Jobs jobs,
            DefinitionIntake intake,
            StoreReports reports,
            Orders orders,
            JobRecorder recorder,
            Chains chains,
            ClockJudge clock,
            Clocks clocks,
            Status status,
            GateQuestions gates,
            DefinitionCodec codec,
            TimeSource time) {
        this.mailbox = mailbox;
        this.jobs = jobs;
        this.intake = intake;
        this.reports = reports;
        this.orders = orders;
        this.recorder = recorder;
        this.chains = chains;
        this.clock = clock;
        this.clocks = clocks;
        this.status = status;
        this.gates = gates;
        this.codec = codec;
        this.time = time;
    }

    /** The lock to be held while code defines or cancels a job: from the first question to the last answer. */
    public ChangeLock changes() {
        return changes;
    }

    /** The codec of definitions, by the engine's default zone. */
    public DefinitionCodec codec() {
        return codec;
    }

    /** The store's reports on definitions; held back while several are stored as one. */
    public StoreReports reports() {
        return reports;
    }

    public Instant now() {
        return time.wall();
    }

    /** All jobs that fit, by name, as they are now; walks through all jobs. */
    public List<JobView> views(Predicate<JobView> fits) {
        return mailbox.ask(
                () -> jobs.defined().all().stream().map(this::view).filter(fits).toList());
    }

    /** The names of all jobs, sorted. */
    public List<String> names() {
        return mailbox.ask(() -> names(jobs.defined().all()));
    }

    /** The names of the jobs with this tag, sorted. */
    public List<String> names(String tag) {
        return mailbox.ask(() -> names(jobs.defined().tagged(tag)));
    }

    private static List<String> names(Collection<DefinedJob> all) {
        return all.stream().map(DefinedJob::name).toList();
    }

    /** The next occurrences of a job; empty if the job is not there. */
    public Optional<List<Instant>> next(String name, int n) {
        Instant now = time.wall();
        Optional<List<Forecast.Chain>> chain = mailbox.ask(
                () -> jobs.find(name).map(job -> job.chain().stream().toList()));
        return chain.map(from -> from.stream()
                .flatMap(each -> Forecast.next(each, now, n).stream())
                .toList());
    }

    /** When the first of all jobs runs next. */
    public Optional<Instant> next() {
        return mailbox.ask(jobs.defined()::next);
    }

    /** When the first job with this tag runs next. */
    public Optional<Instant> next(String tag) {
        return mailbox.ask(() -> jobs.defined().next(tag));
    }

    /** Until when the next occurrence of all may start. */
    public Optional<Instant> deadline() {
        return mailbox.ask(jobs.defined()::deadline);
    }

    /** The job as it is now; empty if there is none of this name. */
    public Optional<JobView> view(String name) {
        return mailbox.ask(() -> jobs.find(name).map(this::view));
    }

    /** Asks the gates of a job, see {@link io.reveille.Job#askGates}; empty if there is no job of this name. */
    public Optional<List<GateAnswer>> askGates(String name) {
        Optional<List<String>> conditions =
                mailbox.ask(() -> jobs.find(name).map(job -> job.policies().gates()));
        return conditions.map(all -> gates.ask(new RunGate.Occurrence(name, time.wall()), all));
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
        codec.read(properties); // asks its gates too, on this thread
        return mailbox.ask(() -> {
            JobDefinition definition = intake.check(source, properties);
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
     * Refuses a schedule that lies in the past as a whole.
     *
     * @throws JobDefinitionException if the schedule has no occurrence from now on
     */
    public void checkItEverRuns(JobDefinition definition) {
        Instant now = time.wall();
        if (definition.schedule().isEvent()) {
            mailbox.ask(() -> {
                chains.check(definition);
                return true;
            });
        } else if (definition.schedule().bind(now).next(now).isEmpty() && isClockOf(definition)) {
            throw new JobDefinitionException(
                    JobProperties.SCHEDULE,
                    "The schedule \"" + definition.schedule() + "\" has no occurrence after now, "
                            + now.truncatedTo(ChronoUnit.SECONDS)
                            + "; the job would never run. Nothing was changed.");
        }
    }

    /** Whether the clock that a schedule goes by is right, so that its past can be told. */
    private boolean isClockOf(JobDefinition definition) {
        return !definition.schedule().endsByClock()
                || mailbox.ask(() -> clocks.whyNot().isEmpty());
    }

    /**
     * Answers a question about a name by which code defines a job: its state, if any, and its definition, which may be
     * broken.
     */
    public <T> T known(String name, BiFunction<Optional<RunState>, Optional<Candidate>, T> answer) {
        return mailbox.ask(
                () -> answer.apply(jobs.state(name), intake.definitions().named(name)));
    }

    /** Answers a question about all definitions and the states of jobs; the question must keep neither. */
    public <T> T known(BiFunction<DefinitionIntake, Function<String, Optional<RunState>>, T> question) {
        return mailbox.ask(() -> question.apply(intake, jobs::state));
    }

    /** The orders to jobs. */
    public Orders orders() {
        return orders;
    }

    /** The status of the engine itself. */
    public SchedulerStatus status() {
        return mailbox.ask(status::now);
    }

    /** The problems that keep jobs from their work. */
    public List<JobProblem> problems() {
        return mailbox.ask(new Problems(jobs, time)::all);
    }

    /**
     * The unreadable records that are kept.
     *
     * @throws IOException if the store cannot be read
     */
    public List<Quarantined> quarantined() throws IOException {
        return status.quarantined(mailbox);
    }

    /** Trusts the clock as it is, by order of an operator. */
    public void trustClock() {
        mailbox.ask(() -> {
            clock.accept();
            return true;
        });
    }

    private JobView view(DefinedJob job) {
        return new JobView(
                job.name(),
                job.definition(),
                job.source(),
                job.schedule(),
                recorder.status(job.entry),
                job.state.obstacle().wayOut(),
                job.planned(time.wall()),
                job.deadline(time.wall()),
                job.state.history());
    }
}
