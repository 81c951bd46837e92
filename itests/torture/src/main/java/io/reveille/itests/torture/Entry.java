package io.reveille.itests.torture;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One line of the witness: a time, what happened, to which job, and more as {@code key=value}. No part of it holds a
 * space.
 *
 * @param at when it was written
 * @param what happened: see {@link What}
 * @param job its name, or {@code -}
 */
public record Entry(Instant at, What what, String job, Map<String, String> more) {

    /** What can happen. */
    public enum What {
        /** A process has come so far that the driver runs. */
        LIFE,
        /** What the scheduler says of a job, soon after its start and at the very end. */
        FOUND,
        /** A definition is missing, and the scheduler offers to bring this one back. */
        OFFERED,
        /** All jobs were found, and all offers. */
        LOOKED,
        /** All is back that was missing, and from now on definitions change. */
        DRIVING,
        DEFINING,
        /** The call has returned: the definition is acknowledged. */
        DEFINED,
        /** The call has returned, and the job is as it was before. */
        IGNORED,
        DELETING,
        DELETED,
        /** An operator goes back to an older definition of a job, or to none where no version is said. */
        GOING_BACK,
        /** The call has failed. */
        FAILED,
        /** A job was found quarantined, and goes on. */
        RESUMED,
        /** The handler was called. */
        START,
        /** The handler returns. */
        END,
        /** Nothing is driven any more, and all jobs are paused. */
        OVER,
        /** Written from outside: the process that starts next saves state so many seconds apart. */
        SAVING,
        /** Written from outside: the process has been killed. */
        KILLED,
        /** Written from outside: all definitions were lost with that, and not the state. */
        TORN
    }

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException if it is none of the witness
     */
    public static Entry parse(String line) {
        String[] words = line.split(" ", -1);
        if (words.length < 3) {
            throw new IllegalArgumentException("the witness has a line of " + words.length + " words: " + line);
        }
        Map<String, String> more = new LinkedHashMap<>();
        for (int i = 3; i < words.length; i++) {
            int sign = words[i].indexOf('=');
            more.put(words[i].substring(0, sign), words[i].substring(sign + 1));
        }
        return new Entry(Instant.parse(words[0]), What.valueOf(words[1]), words[2], more);
    }

    /** What {@link #parse} reads. */
    public String print() {
        StringBuilder line = new StringBuilder(at + " " + what + " " + job);
        more.forEach((key, value) -> line.append(' ').append(key).append('=').append(value.replaceAll("\\s", "_")));
        return line.toString();
    }

    public String text(String key) {
        return more.getOrDefault(key, "");
    }

    /** A whole number; 0 if it is not there. */
    public long number(String key) {
        return Long.parseLong(more.getOrDefault(key, "0"));
    }

    /** The time when the run was due. */
    public Instant nominal() {
        return Instant.parse(text("nominal"));
    }
}
