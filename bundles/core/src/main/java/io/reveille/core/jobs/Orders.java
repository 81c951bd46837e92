package io.reveille.core.jobs;

import io.reveille.JobChange;
import io.reveille.JobChange.Kind;
import io.reveille.RequestedRun;
import io.reveille.RunOutcome;
import io.reveille.RunReport;
import io.reveille.core.job.DefinedJob;
import io.reveille.core.runs.CutOffs;
import io.reveille.core.runs.Holds;
import io.reveille.core.saving.TrailKeeper;
import io.reveille.core.threads.Mailbox;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/** Orders of people and code to jobs, beside the schedules; the trail records each. May be called by any thread. */
public final class Orders {

    /**
     * The most changes with an entry each: more at once share one entry, so that a large import does not drive out
     * older ones.
     */
    private static final int FEW = 20;

    private final Mailbox mailbox;
    private final Jobs jobs;
    private final Holds holds;
    private final Requests requests;
    private final CutOffs cutOffs;
    private final TrailKeeper trail;
    private final String by;

    /** @param by whom the trail names */
    public Orders(
            Mailbox mailbox, Jobs jobs, Holds holds, Requests requests, CutOffs cutOffs, TrailKeeper trail, String by) {
        this.mailbox = mailbox;
        this.jobs = jobs;
        this.holds = holds;
        this.requests = requests;
        this.cutOffs = cutOffs;
        this.trail = trail;
        this.by = by;
    }

    /** The same orders, with this author. */
    public Orders by(String who) {
        return new Orders(mailbox, jobs, holds, requests, cutOffs, trail, who);
    }

    /** Holds a job; returns whether it is there. */
    public boolean pause(String name) {
        return mailbox.ask(() -> {
            Optional<DefinedJob> found = jobs.find(name);
            found.ifPresent(job -> {
                if (!job.state.isPaused()) {
                    trail.add(name, Kind.PAUSED, by, "");
                }
                holds.pause(job);
            });
            return found.isPresent();
        });
    }

    /**
     * Lets a job go on; returns how many occurrences fell into its hold and are dropped, empty if the job is not there.
     */
    public OptionalInt resume(String name) {
        return mailbox.ask(() -> {
            Optional<DefinedJob> found = jobs.find(name);
            return found.isPresent() ? OptionalInt.of(resume(found.get())) : OptionalInt.empty();
        });
    }

    private int resume(DefinedJob job) {
        if (!job.state.isHeld()) {
            return 0;
        }
        int dropped = holds.resume(job);
        trail.add(
                job.name(),
                Kind.RESUMED,
                by,
                dropped == 0 ? "" : dropped + (dropped == 1 ? " occurrence dropped" : " occurrences dropped"));
        return dropped;
    }

    /** Pauses all jobs that are not paused; returns how many. */
    public int pauseAll() {
        return mailbox.ask(() -> {
            List<DefinedJob> going = jobs.defined().all().stream()
                    .filter(job -> !job.state.isPaused())
                    .toList();
            going.forEach(holds::pause);
            many(Kind.PAUSED, going.size());
            return going.size();
        });
    }

    /** Ends the pause of all jobs, though not other holds; returns how many. */
    public int resumeAll() {
        return mailbox.ask(() -> {
            List<DefinedJob> held = jobs.defined().all().stream()
                    .filter(job -> job.state.isPaused())
                    .toList();
            held.forEach(holds::unpause);
            many(Kind.RESUMED, held.size());
            return held.size();
        });
    }

    private void many(Kind kind, int jobCount) {
        if (jobCount > 0) {
            trail.add("", kind, by, jobCount == 1 ? "1 job" : jobCount + " jobs");
        }
    }

    /** Interrupts the runs of a job that are with a handler; returns how many, empty if the job is not there. */
    public OptionalInt interrupt(String name) {
        return mailbox.ask(() -> {
            Optional<DefinedJob> found = jobs.find(name);
            int told = found.map(job -> cutOffs.interrupt(job.entry)).orElse(0);
            if (told > 0) {
                trail.add(name, Kind.INTERRUPTED, by, told == 1 ? "" : told + " runs");
            }
            return found.isPresent() ? OptionalInt.of(told) : OptionalInt.empty();
        });
    }

    /** Runs a job beside its schedule; empty if the job is not there. */
    public Optional<RequestedRun> trigger(String name) {
        return mailbox.ask(() -> requests.trigger(name).map(asked -> {
            CompletableFuture<RunReport> report = asked.report().toCompletableFuture();
            if (!report.isDone()) {
                trail.add(name, Kind.TRIGGERED, by, "");
            }
            return new RequestedRun(
                    asked.runId(), report.thenApply(told -> tell(List.of(told)).get(0)));
        }));
    }

    /** Triggers each of these jobs in turn. A job that is gone by then is left out. */
    public CompletableFuture<List<RunReport>> triggerAll(List<String> names, Duration spacing) {
        return mailbox.ask(() -> {
            many(Kind.TRIGGERED, names.size());
            return requests.triggerAll(names, spacing).thenApply(this::tell);
        });
    }

    /** Has the trail keep why runs could not start, since the caller may have gone by then. */
    private List<RunReport> tell(List<RunReport> reports) {
        List<RunReport> skipped = reports.stream()
                .filter(report -> report.outcome() == RunOutcome.SKIPPED)
                .toList();
        Runnable tell = skipped.size() > FEW
                ? () -> trail.add("", Kind.TRIGGERED, by, skipped.size() + " jobs did not run")
                : () -> skipped.forEach(
                        report -> trail.add(report.job(), Kind.TRIGGERED, by, "did not run: " + report.message()));
        if (!skipped.isEmpty()) {
            mailbox.letter(tell).run();
        }
        return reports;
    }

    /** Starts what is due; completes with the reports of all runs under way then. */
    public CompletableFuture<List<RunReport>> runPending() {
        return mailbox.ask(requests::runPending);
    }

    /**
     * A definition that has been changed.
     *
     * @param detail the changed properties
     */
    public record Done(String job, Kind kind, String detail) {}

    /** Enters changes of definitions, made all together, in the trail. */
    public void changed(List<Done> changes) {
        mailbox.ask(() -> {
            if (changes.size() > FEW) {
                trail.add("", Kind.CHANGED, by, changes.size() + " definitions at once");
                return true;
            }
            changes.forEach(each -> trail.add(each.job(), each.kind(), by, each.detail()));
            return true;
        });
    }

    /** All entries so far, newest first. */
    public List<JobChange> trail() {
        return mailbox.ask(trail::newestFirst);
    }
}
