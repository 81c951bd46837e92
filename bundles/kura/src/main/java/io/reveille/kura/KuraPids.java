package io.reveille.kura;

import io.reveille.spi.JobProperties;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Converts between names of jobs and Kura's names of their configurations, the {@code kura.service.pid}. Kura has one
 * name space for all components, so the names of jobs begin with {@value #PREFIX}; Kura's console shows the part after
 * the last dot.
 */
final class KuraPids {

    static final String PREFIX = JobProperties.FACTORY_PID + ".";

    /** The names that Kura's console accepts for a new component, and that need no escapes in filters. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private KuraPids() {}

    /** Returns the PID for a job of this name. */
    static String canonical(String name) {
        return PREFIX + (PLAIN.matcher(name).matches() ? name : "x" + hash(name));
    }

    /**
     * Returns an endless stream of PIDs for a job of this name, the canonical one first: another component may have
     * that.
     */
    static Stream<String> candidates(String name) {
        return Stream.iterate(1, number -> number + 1)
                .map(number -> canonical(name) + (number == 1 ? "" : "-" + number));
    }

    /**
     * Returns the name of the job at this PID: its property, else the PID without {@value #PREFIX}, since Kura's form
     * has no field for the name.
     */
    static Object name(String pid, Map<String, Object> properties) {
        Object name = properties.get(JobProperties.NAME);
        if (name == null || (name instanceof String text && text.isBlank())) {
            return pid.startsWith(PREFIX) ? pid.substring(PREFIX.length()) : pid;
        }
        return name;
    }

    private static String hash(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
