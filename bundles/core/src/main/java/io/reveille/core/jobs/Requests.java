package io.reveille.core.jobs;

import io.reveille.RequestedRun;
import io.reveille.RunReport;
import io.reveille.core.clock.TimeSource;
import io.reveille.core.intake.Handlers;
import io.reveille.core.job.Announcer;
import io.reveille.core.job.Run;
import io.reveille.core.runs.DueTimes;
import io.reveille.core.runs.JobFlow;
import io.reveille.core.timer.Agenda;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Requested runs, and the callers that wait for their reports. Belongs to the engine's thread. */
public final class Requests {

    private final Jobs jobs;
    private final JobFlow flow;
    private final Handlers handlers;
    private final DueTimes times;
    private final Agenda<?> agenda;
    private final TimeSource time;
    private final Announcer announcer;
    private final Set<Runnable> toCome = new LinkedHashSet<>(); // requested starts that wait for their time

    public Requests(
            Jobs jobs,
            JobFlow flow,
            DueTimes times,
            Handlers handlers,
            Agenda<?> agenda,
            TimeSource time,
            Announcer announcer) {
        this.jobs = jobs;
        this.flow = flow;
        this.times = times;
        this.handlers = handlers;
        this.agenda = agenda;
        this.time = time;
        this.announcer = announcer;
    }

    /** Runs a job beside its schedule; empty if the job is not there. */
    Optional<RequestedRun> trigger(String name) {
        return jobs.find(name)
                .map(job -> flow.trigger(job, handlers.find(job.handler()).isPresent()));
    }

    /** Triggers each of these jobs in turn. A job that is gone by then is left out. */
    CompletableFuture<List<RunReport>> triggerAll(List<String> names, Duration spacing) {
        List<CompletableFuture<Optional<RunReport>>> reports = new ArrayList<>();
        Instant now = time.wall();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            CompletableFuture<CompletableFuture<Optional<RunReport>>> started = new CompletableFuture<>();
            reports.add(started.thenCompose(run -> run));
            Runnable start = () -> {
                CompletableFuture<Optional<RunReport>> run = trigger(name)
                        .map(asked -> asked.report().thenApply(Optional::of).toCompletableFuture())
                        .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
                announcer.tell(() -> started.complete(run));
            };
            toCome.add(start);
            agenda.after(now, spacing.multipliedBy(i), "requested run of " + name, () -> runOnce(start));
        }
        return all(reports)
                .thenApply(all -> all.stream().flatMap(Optional::stream).toList());
    }

    /** Starts what is due; completes with the reports of all runs under way then. */
    CompletableFuture<List<RunReport>> runPending() {
        times.runOpen();
        flow.runs().busyByName().forEach(flow.runs()::hurry);
        return all(jobs.active().stream().map(Run::report).toList());
    }

    /** Whether requested starts wait for their time. */
    public boolean isWaiting() {
        return !toCome.isEmpty();
    }

    /** Refuses the requested starts that wait; called once the flow has stopped. */
    public void stop() {
        List.copyOf(toCome).forEach(this::runOnce);
    }

    private void runOnce(Runnable start) {
        if (toCome.remove(start)) {
            start.run();
        }
    }

    private static <T> CompletableFuture<List<T>> all(List<CompletableFuture<T>> parts) {
        return CompletableFuture.allOf(parts.toArray(new CompletableFuture<?>[0]))
                .thenApply(all -> parts.stream().map(CompletableFuture::join).toList());
    }
}
