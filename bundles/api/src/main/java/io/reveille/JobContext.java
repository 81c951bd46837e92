package io.reveille;

import java.time.Instant;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** A run as its handler sees it. Valid until the run has ended. */
@ProviderType
public interface JobContext {

    /** Returns the job's name. */
    String jobName();

    /**
     * Returns the run's id, unique among all runs of this installation and the same as in {@link RunReport#runId()}.
     */
    String runId();

    /**
     * Returns when the occurrence was due by its schedule, however late it runs. For a run that makes up for several
     * occurrences this is the time of the newest; for a triggered run, the time of the request.
     */
    Instant nominalTime();

    /** Returns when this run started. */
    Instant actualTime();

    /** Returns the number of the attempt: 1 for the first try of the occurrence, 2 for its first retry, and so on. */
    int attempt();

    /** Returns how many missed occurrences this run makes up for, its own included; 0 for a run in time. */
    int missed();

    /** Returns whether an earlier run of the occurrence was cut off by a stop or a crash: work may be half done. */
    boolean isRecovery();

    /** Returns whether this run was requested, and not started by the schedule. */
    boolean isTriggered();

    /**
     * Returns the job's arguments: String, Long, Double, Boolean, and unmodifiable lists and maps of these. Each
     * <code>%{secret:NAME}</code> of the definition is replaced by the secret itself.
     */
    Map<String, Object> arguments();

    /**
     * Returns the text with <code>%{secret:NAME}</code> in place of each secret of 4 characters or more that was put
     * into {@link #arguments()}: for texts that go to a log or another place that must not show secrets. The message
     * and the data of the result are masked by Reveille itself.
     *
     * @param text the text before anything in it is escaped or cut: a changed secret is not recognized
     */
    default String mask(String text) {
        return text;
    }

    /**
     * Returns a small persistent map of the job's own, for an upload cursor, for example: values as in
     * {@link #arguments()}, at most 16 KB as JSON. The content is saved together with the result that the handler
     * returns; if the handler throws, the map stays as it was before the run.
     */
    Map<String, Object> memory();

    /**
     * Returns, for a job that follows another ({@code after "download"}), the {@link JobResult#data()} of the other
     * job's handler, values as in {@link #arguments()}; else an empty map.
     */
    Map<String, Object> input();

    /**
     * Reports how far the run has come, for {@link JobStatus#progress()}. Cheap; may be called from any thread, as
     * often as the progress changes.
     *
     * @param fraction 0 to 1; a value outside counts as the nearer limit
     * @param message one line, {@code "page 4 of 10"}; cut at 200 characters; may be empty
     */
    void progress(double fraction, String message);

    /**
     * Returns whether the run should end soon: it has exceeded its timeout, somebody ended it, the job was cancelled,
     * or Reveille stops. The thread of the run is interrupted too; when Reveille stops, only after the time that runs
     * have to end by themselves.
     */
    boolean isCancelled();
}
