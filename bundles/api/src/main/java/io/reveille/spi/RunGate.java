package io.reveille.spi;

import io.reveille.schedule.Durations;
import java.time.Duration;
import java.time.Instant;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A service that decides whether an occurrence may run here and now. A gate with the service property {@value #NAME} is
 * asked about the jobs whose definition names it; a gate without the property is asked about every job. Each gate is
 * asked on a thread of its own, never twice at once; a gate that throws, or does not answer within
 * {@value #ANSWER_SECONDS} s, counts as a refusal and is named in the log.
 */
@ConsumerType
@FunctionalInterface
public interface RunGate {

    /** The service property with the gate's name: one word, with which a condition in a definition begins. */
    String NAME = "gate.name";

    /** How long an answer may take, in seconds. */
    int ANSWER_SECONDS = 10;

    /** The default of {@link Refusal#askAgain()}. */
    Duration ASK_AGAIN = Duration.ofSeconds(30);

    /**
     * An occurrence that is about to run.
     *
     * @param job the job's name
     * @param nominalTime when the occurrence was due; together with the job's name the identity of the occurrence
     */
    record Occurrence(String job, Instant nominalTime) {}

    /** The answer of a gate: a permit or a refusal. */
    sealed interface Answer permits Permit, Refusal {}

    /** The permit for a run. It is closed when the run has ended, or did not start after all. */
    non-sealed interface Permit extends Answer {

        /** A permit that need not be given back. */
        Permit OPEN = () -> {};

        /**
         * Gives the permit back; called once.
         *
         * @throws Exception any exception: is logged
         */
        void close() throws Exception;
    }

    /**
     * The refusal of a run.
     *
     * @param reason the reason in words, for {@link io.reveille.Job#explain()}
     * @param askAgain the time after which the gate is asked again; at least a second
     */
    record Refusal(String reason, Duration askAgain) implements Answer {
        public Refusal {
            if (askAgain.compareTo(Duration.ofSeconds(1)) < 0) {
                throw new IllegalArgumentException(
                        "to be asked again after " + Durations.print(askAgain) + "; expected at least a second");
            }
        }

        /** Makes a refusal after which the gate is asked again after {@link RunGate#ASK_AGAIN}. */
        public Refusal(String reason) {
            this(reason, ASK_AGAIN);
        }
    }

    /**
     * Decides whether an occurrence may run now.
     *
     * @param occurrence the occurrence that is about to run
     * @param condition the text after the gate's name in the definition; may be empty, and is for a gate without a name
     * @return the permit or refusal
     * @throws Exception any exception: counts as a refusal
     */
    Answer ask(Occurrence occurrence, String condition) throws Exception;

    /**
     * Checks a condition when a job is defined.
     *
     * @param condition the text after the gate's name in the definition
     * @throws IllegalArgumentException if the condition cannot be used; the message says what was expected
     */
    default void check(String condition) {}
}
