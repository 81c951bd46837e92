package io.reveille.core.engine;

import io.reveille.RunReport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/** What jobs are told to do, beside what their schedules say. May be called by any thread. */
public final class Orders {

    private final Mailbox mailbox;
    private final Jobs jobs;
    private final Requests requests;
    private final RunEnds ends;

    Orders(Mailbox mailbox, Jobs jobs, Requests requests, RunEnds ends) {
        this.mailbox = mailbox;
        this.jobs = jobs;
        this.requests = requests;
        this.ends = ends;
    }

    /** Holds a job; returns whether it is there. */
    public boolean pause(String name) {
        return mailbox.ask(() -> {
            Optional<JobEntry> found = jobs.find(name);
            found.ifPresent(jobs::pause);
            return found.isPresent();
        });
    }

    /** Lets a job go on; returns whether it is there. */
    public boolean resume(String name) {
        return mailbox.ask(() -> {
            Optional<JobEntry> found = jobs.find(name);
            found.ifPresent(entry -> {
                if (entry.defined != null) {
                    jobs.resume(entry, entry.defined);
                }
            });
            return found.isPresent();
        });
    }

    /** Holds all that are not; returns how many. */
    public int pauseAll() {
        return mailbox.ask(() -> {
            List<JobEntry> going = jobs.defined().all().stream()
                    .filter(entry -> !entry.state.isPaused())
                    .toList();
            going.forEach(jobs::pause);
            return going.size();
        });
    }

    /** Lets go on all that are paused, but for those that are held for other reasons; returns how many. */
    public int resumeAll() {
        return mailbox.ask(() -> {
            List<JobEntry> held = jobs.defined().all().stream()
                    .filter(entry -> entry.state.isPaused())
                    .toList();
            held.forEach(jobs::unpause);
            return held.size();
        });
    }

    /** Ends the runs of a job that are with a handler; returns how many were told, nothing if the job is not there. */
    public OptionalInt interrupt(String name) {
        return mailbox.ask(() -> jobs.find(name)
                .map(entry -> OptionalInt.of(ends.interrupt(entry)))
                .orElseGet(OptionalInt::empty));
    }

    /** Runs a job beside its schedule; empty if it is not there. */
    public Optional<CompletableFuture<RunReport>> trigger(String name) {
        return mailbox.ask(() -> requests.trigger(name));
    }

    /** Triggers each of these jobs in turn. A job that is gone by then is left out. */
    public CompletableFuture<List<RunReport>> triggerAll(List<String> names, Duration spacing) {
        return mailbox.ask(() -> requests.triggerAll(names, spacing));
    }

    /** Starts what is due; completes with the reports of all runs under way then. */
    public CompletableFuture<List<RunReport>> runPending() {
        return mailbox.ask(requests::runPending);
    }
}
