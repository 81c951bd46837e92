package io.reveille.spi;

/**
 * A record of the state of one job, or of the engine itself. The engine defines the content; the store keeps it safe.
 *
 * @param job the job's name, which has no slash, or a name of the engine's own, which begins with a slash:
 *     {@code /engine}, {@code /history/poll}
 * @param json one JSON object in one line, of at most {@value #MAX_LENGTH} bytes in UTF-8 and {@value #MAX_DEPTH} levels,
 *     without duplicate keys and with numbers that a double can hold
 */
public record StateRecord(String job, String json) {

    /** The greatest length of a record's JSON, in bytes of UTF-8. */
    public static final int MAX_LENGTH = 256 * 1024;

    /** The greatest depth of nested objects and lists in a record's JSON. */
    public static final int MAX_DEPTH = 64;

    /**
     * Returns the part of the name up to the second slash: empty for a job, {@code /history} for {@code /history/poll}.
     * A store keeps kinds apart: to save a record of one kind never rewrites records of another.
     */
    public String kind() {
        if (!job.startsWith("/")) {
            return "";
        }
        int end = job.indexOf('/', 1);
        return end < 0 ? job : job.substring(0, end);
    }
}
