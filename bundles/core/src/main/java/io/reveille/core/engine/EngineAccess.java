package io.reveille.core.engine;

import io.reveille.BundleCalls;
import io.reveille.GateAnswer;
import io.reveille.JobProblem;
import io.reveille.SchedulerStatus;
import io.reveille.core.calls.Calls;
import io.reveille.core.clock.TimeSource;
import io.reveille.core.clocks.ClockJudge;
import io.reveille.core.job.DefinedJob;
import io.reveille.core.job.JobRecorder;
import io.reveille.core.jobs.Jobs;
import io.reveille.core.jobs.Orders;
import io.reveille.core.jobs.Problems;
import io.reveille.core.plan.Forecast;
import io.reveille.core.threads.Mailbox;
import io.reveille.spi.Quarantined;
import io.reveille.spi.RunGate;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The entry to the engine for other threads: each method puts a question to the engine's thread, about jobs or the
 * engine itself, and waits for the answer. May be called by any thread.
 */
public final class EngineAccess {

    private final Mailbox mailbox;
    private final Jobs jobs;
    private final Calls calls;
    private final DefinitionQuestions definitions;
    private final Orders orders;
    private final JobRecorder recorder;
    private final ClockJudge clock;
    private final Status status;
    private final GateQuestions gates;
    private final TimeSource time;

    EngineAccess(
            Mailbox mailbox,
            Jobs jobs,
            Calls calls,
            DefinitionQuestions definitions,
            Orders orders,
            JobRecorder recorder,
            ClockJudge clock,
            Status status,
            GateQuestions gates,
            TimeSource time) {
        this.mailbox = mailbox;
        this.jobs = jobs;
        this.calls = calls;
        this.definitions = definitions;
        this.orders = orders;
        this.recorder = recorder;
        this.clock = clock;
        this.status = status;
        this.gates = gates;
        this.time = time;
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

    /** When the first of all jobs and calls runs next. */
    public Optional<Instant> next() {
        return mailbox.ask(() -> first(jobs.defined().next(), calls.next()));
    }

    private static Optional<Instant> first(Optional<Instant> one, Optional<Instant> other) {
        return Stream.concat(one.stream(), other.stream()).min(Instant::compareTo);
    }

    /** When the first job with this tag runs next. */
    public Optional<Instant> next(String tag) {
        return mailbox.ask(() -> jobs.defined().next(tag));
    }

    /** Until when the next occurrence of all may start. */
    public Optional<Instant> deadline() {
        return mailbox.ask(() -> first(jobs.defined().deadline(), calls.deadline()));
    }

    /** The calls without a name, by bundle. */
    public List<BundleCalls> calls() {
        return mailbox.ask(calls::figures);
    }

    /** Ends all calls of a bundle; returns how many there were. */
    public int endCalls(Object bundle) {
        return mailbox.ask(() -> calls.end(bundle, false));
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

    /** The questions about definitions. */
    public DefinitionQuestions definitions() {
        return definitions;
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
