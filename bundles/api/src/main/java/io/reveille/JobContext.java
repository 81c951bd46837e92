package io.reveille;

import java.time.Instant;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** What a handler knows of its run. Good until the run has ended. */
@ProviderType
public interface JobContext {

    /** The job's name. */
    String jobName();

    /** Unique among all runs of this installation, and the same in {@link RunReport#runId()}. */
    String runId();

    /**
     * When the occurrence was due by its schedule, however late it runs. If one run makes up for several, the newest of
     * them; for a triggered run, when it was triggered.
     */
    Instant nominalTime();

    /** When this run started. */
    Instant actualTime();

    /** 1 for the first try of the occurrence, 2 for its first retry, and so on. */
    int attempt();

    /**
     * How many occurrences, this one included, had passed while they could not run and are made up for by this run; 0
     * for a run in time.
     */
    int missed();

    /** Whether the occurrence was begun before and cut off by a stop or a crash: work may be half done. */
    boolean isRecovery();

    /** Whether somebody asked for this run, beside the schedule. */
    boolean isTriggered();

    /**
     * The job's arguments: String, Long, Double, Boolean, and unmodifiable lists and maps of these. Where the definition
     * says <code>%{secret:NAME}</code>, the secret itself stands here.
     */
    Map<String, Object> arguments();

    /**
     * The text with <code>%{secret:NAME}</code> in place of each secret of 4 characters or more that was put into
     * {@link #arguments()}: for texts that go to a log or another place where a secret must not stand. The message and the
     * data of the result are masked without it.
     *
     * @param text as it is, before anything in it is escaped or cut: a changed secret is not recognized
     */
    default String mask(String text) {
        return text;
    }

    /**
     * A small persistent map of the job's own, an upload cursor say: values as in {@link #arguments()}, at most 16 KB
     * as JSON. What the handler leaves in it is saved together with the result that it returns; if it throws, the
     * memory stays as it was before the run.
     */
    Map<String, Object> memory();

    /**
     * For a job that follows another ({@code after "download"}): what the handler of that returned in
     * {@link JobResult#data()}, values as in {@link #arguments()}; else empty.
     */
    Map<String, Object> input();

    /**
     * Says how far the run has come, for {@link JobStatus#progress()}. Cheap; may be called from any thread, as often as
     * there is news.
     *
     * @param fraction 0 to 1; what lies outside counts as the nearer of the two
     * @param message one line, {@code "page 4 of 10"}; cut at 200 characters; may be empty
     */
    void progress(double fraction, String message);

    /**
     * Whether the run should end soon: it has taken longer than its timeout, somebody ended it, the job was cancelled, or
     * Reveille stops. The thread of the run is interrupted then too, at a stop only when its time is up.
     */
    boolean isCancelled();
}
