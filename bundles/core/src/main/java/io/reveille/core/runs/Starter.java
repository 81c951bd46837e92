package io.reveille.core.runs;

import static java.util.Objects.requireNonNull;

import io.reveille.core.clock.TimeSource;
import io.reveille.core.dispatch.FirstFailures;
import io.reveille.core.dispatch.Handler;
import io.reveille.core.dispatch.JobRun;
import io.reveille.core.dispatch.Secrets;
import io.reveille.core.dispatch.Workers;
import io.reveille.core.fault.FaultMessage;
import io.reveille.core.job.JobEntry;
import io.reveille.core.job.JobRecorder;
import io.reveille.core.job.Run;
import io.reveille.core.outcome.Ending;
import io.reveille.core.threads.Mailbox;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The hand-over of runs to workers, and of news about them to the engine's thread. Belongs to the engine's thread. */
public final class Starter {

    private static final Logger LOG = LoggerFactory.getLogger(Starter.class);

    private static final FaultMessage NO_WORKER =
            new FaultMessage(LOG, "No worker could be had for a run, which counts as failed.");

    private final TimeSource time;
    private final Mailbox mailbox;
    private final Workers workers;
    private final Secrets secrets;
    private final FirstFailures failures = new FirstFailures();
    private final CutOffs cutOffs;
    private final RunEnds ends;
    private final JobRecorder recorder;

    public Starter(
            TimeSource time,
            Mailbox mailbox,
            Workers workers,
            Secrets secrets,
            CutOffs cutOffs,
            RunEnds ends,
            JobRecorder recorder) {
        this.time = time;
        this.mailbox = mailbox;
        this.workers = workers;
        this.secrets = secrets;
        this.cutOffs = cutOffs;
        this.ends = ends;
        this.recorder = recorder;
    }

    void start(JobEntry entry, Run run, Handler handler) {
        Watcher watcher = new Watcher(entry, run);
        JobRun job = new JobRun(run.request, handler, time, secrets, failures, watcher);
        run.run = job;
        cutOffs.armTimeout(entry, run);
        recorder.begun(entry);
        run.stage = Run.Stage.RUNNING; // only handing over to the worker can fail from here on
        try {
            workers.execute(job);
        } catch (Throwable e) {
            watcher.over(noWorker(e, job.unsaid()));
        }
    }

    private static Ending noWorker(Throwable thrown, Ending unsaid) {
        try {
            return Ending.failed(unsaid.start(), "no worker: " + thrown);
        } catch (Throwable second) {
            NO_WORKER.error(thrown);
            return unsaid;
        }
    }

    /** Brings news of a run to the engine's thread. All letters are made ahead: none gets lost for want of memory. */
    private final class Watcher implements JobRun.Watcher {

        private final JobEntry entry;
        private final Run run;
        private final @Nullable Runnable started; // null: nobody listens
        private final Runnable ended;
        private final Runnable returned;
        private boolean isWorkerBack; // with the end of the run; handed over by the letter

        Watcher(JobEntry entry, Run run) {
            this.entry = entry;
            this.run = run;
            this.started = recorder.isHeard() ? mailbox.letter(() -> ends.started(entry, run)) : null;
            run.startIsTold = started == null;
            this.ended = mailbox.letter(this::readEnd);
            this.returned = mailbox.letter(() -> cutOffs.returned(run));
        }

        private void readEnd() {
            try {
                ends.ended(entry, run, requireNonNull(run.ending, "ending"));
            } finally {
                if (isWorkerBack) {
                    cutOffs.returned(run);
                }
            }
        }

        @Override
        public void started() {
            if (started != null) {
                started.run();
            }
        }

        @Override
        public void ended(Ending ending) {
            run.ending = ending;
            ended.run();
        }

        @Override
        public void returned() {
            returned.run();
        }

        @Override
        public void over(Ending ending) {
            isWorkerBack = true;
            ended(ending);
        }
    }
}
