package io.reveille.console.jobs;

import io.reveille.Job;
import io.reveille.RunReport;
import io.reveille.ScheduleService;
import io.reveille.console.Request;
import io.reveille.console.pages.Services;
import io.reveille.console.web.ApiAnswer;
import io.reveille.console.web.ChangeBody;
import io.reveille.json.JobJson;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Orders of somebody who is logged in to jobs that are there: to one, or to many at once. */
final class JobOrders {

    /** The time for which an answer waits for the end of a requested run: a run that cannot start is told sooner. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final Services services;

    JobOrders(Services services) {
        this.services = services;
    }

    /** An action on a job. */
    @FunctionalInterface
    interface Order {

        Done carryOut(Job job);
    }

    /** The outcome of an order, which is asked for once it has gone to all jobs. */
    @FunctionalInterface
    interface Done {

        /** Returns the outcome in words; throws the reason if the order failed later. */
        String inWords();
    }

    /** Carries out an order for each named job. A failure for one job does not affect the others. */
    ApiAnswer each(Request request, Order order) throws IOException {
        ChangeBody body = ChangeBody.of(request);
        List<String> names = body.names();
        ScheduleService scheduler = services.scheduler().onBehalfOf(request.user());
        if (!body.isMany()) {
            Job job = JobAnswers.job(scheduler, names.get(0));
            return done(order.carryOut(job).inWords(), scheduler, job.name());
        }
        Map<String, Done> done = new LinkedHashMap<>();
        for (String name : names) {
            done.put(name, carryOut(order, scheduler, name));
        }
        List<Map<String, Object>> failed = new ArrayList<>();
        done.forEach((name, told) -> {
            try {
                told.inWords();
            } catch (RuntimeException e) { // the results for the other jobs must be reported all the same
                failed.add(Map.of("name", name, "error", String.valueOf(e.getMessage())));
            }
        });
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("done", (names.size() - failed.size()) + " of " + names.size() + " jobs.");
        json.put("failed", failed);
        return ApiAnswer.json(json);
    }

    private static Done carryOut(Order order, ScheduleService scheduler, String name) {
        try {
            return order.carryOut(JobAnswers.job(scheduler, name));
        } catch (RuntimeException e) {
            return () -> {
                throw e;
            };
        }
    }

    /** The answer to an order: what was done to a job, and the job as it is now. */
    static ApiAnswer done(String text, ScheduleService scheduler, String name) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("done", text);
        scheduler
                .job(name)
                .flatMap(job -> JobJson.listed(job, Optional.empty()))
                .ifPresent(job -> json.put("job", job));
        return ApiAnswer.json(json);
    }

    static Done run(Job job) {
        CompletableFuture<RunReport> run = job.trigger().toCompletableFuture();
        long until = System.nanoTime() + PATIENCE.toNanos();
        return () -> ran(job.name(), run, until - System.nanoTime());
    }

    private static String ran(String name, CompletableFuture<RunReport> run, long patience) {
        RunReport report;
        try {
            report = run.get(Math.max(0, patience), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return name + " runs.";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return name + " runs.";
        } catch (ExecutionException e) {
            throw new IllegalStateException("The run of \"" + name + "\" came to nothing.", e.getCause());
        }
        return switch (report.outcome()) {
            case SUCCEEDED -> name + " has run.";
            case SKIPPED -> throw new IllegalStateException(name + " does not run: " + report.message() + ".");
            default -> name + " has run and failed: " + report.message();
        };
    }

    static Done pause(Job job) {
        job.pause();
        return () -> job.name() + " is paused.";
    }

    static Done resume(Job job) {
        int dropped = job.resume();
        String what = dropped == 1 ? "1 occurrence is dropped" : dropped + " occurrences are dropped";
        return () -> job.name() + " goes on." + (dropped == 0 ? "" : " Of the time it was held " + what + ".");
    }

    static Done interrupt(Job job) {
        int told = job.interrupt();
        if (told == 0) {
            throw new IllegalStateException("No run of " + job.name() + " is under way. Nothing was done.");
        }
        return () -> told == 1
                ? "A run of " + job.name() + " is told to end."
                : told + " runs of " + job.name() + " are told to end.";
    }

    static Done delete(Job job) {
        if (!job.cancel()) {
            throw new IllegalStateException(
                    "The job \"" + job.name()
                            + "\" is carried by a handler's service and goes with its bundle; it was not deleted. Pause holds it.");
        }
        return () -> job.name() + " is deleted; it can be brought back for 7 days.";
    }
}
