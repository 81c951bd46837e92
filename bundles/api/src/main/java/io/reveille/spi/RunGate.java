package io.reveille.spi;

import io.reveille.schedule.Durations;
import java.time.Duration;
import java.time.Instant;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says whether an occurrence may run here and now. A service with the property {@value #NAME} is asked for the jobs
 * whose definition names it; one without is asked for every job. It is asked on a thread of its own, never twice at once;
 * one that throws, or does not answer within {@value #ANSWER_SECONDS} s, counts as a no and is named in the log.
 */
@ConsumerType
@FunctionalInterface
public interface RunGate {

    /** The service property with the gate's name, one word: the first of a condition in a definition. */
    String NAME = "gate.name";

    /** How long an answer may take, in seconds. */
    int ANSWER_SECONDS = 10;

    /** When a gate that says no is asked again, if it does not say when. */
    Duration ASK_AGAIN = Duration.ofSeconds(30);

    /**
     * An occurrence that is about to run.
     *
     * @param job the job's name
     * @param nominalTime when it was due; together with the name its identity
     */
    record Occurrence(String job, Instant nominalTime) {}

    /** Yes or no. */
    sealed interface Answer permits Permit, Refusal {}

    /** Yes. It is closed when the run has ended, or has not come about after all. */
    non-sealed interface Permit extends Answer {

        /** A permit with nothing to give back. */
        Permit OPEN = () -> {};

        /** Gives it back; called once. What it throws is logged. */
        void close() throws Exception;
    }

    /**
     * No.
     *
     * @param reason in words, for {@link io.reveille.Job#explain()}
     * @param askAgain after which time to ask again; at least a second
     */
    record Refusal(String reason, Duration askAgain) implements Answer {
        public Refusal {
            if (askAgain.compareTo(Duration.ofSeconds(1)) < 0) {
                throw new IllegalArgumentException(
                        "to be asked again after " + Durations.print(askAgain) + "; expected at least a second");
            }
        }

        /** No for now; to be asked again after the usual time. */
        public Refusal(String reason) {
            this(reason, ASK_AGAIN);
        }
    }

    /**
     * Answers.
     *
     * @param occurrence what is about to run
     * @param condition what the definition says behind the gate's name; empty if nothing, or for a gate without name
     * @throws Exception anything: counts as a no
     */
    Answer ask(Occurrence occurrence, String condition) throws Exception;

    /**
     * Checks a condition when a job is defined.
     *
     * @throws IllegalArgumentException saying what was expected
     */
    default void check(String condition) {}
}
