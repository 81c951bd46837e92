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
 * Names of jobs and Kura's names of their configurations, the {@code kura.service.pid}. Kura has one name space for all
 * components, so that of a job begins with {@value #PREFIX}; its console shows what stands behind the last dot.
 */
final class KuraPids {

    static final String PREFIX = JobProperties.FACTORY_PID + ".";

    /** Such a name Kura's console takes for a new component, and its filters need no escapes for it. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private KuraPids() {}

    /** The PID that a job of this name is given. */
    static String canonical(String name) {
        return PREFIX + (PLAIN.matcher(name).matches() ? name : "x" + hash(name));
    }

    /** PIDs for a job of this name, the canonical one first: another component may have that. Without end. */
    static Stream<String> candidates(String name) {
        return Stream.iterate(1, number -> number + 1)
                .map(number -> canonical(name) + (number == 1 ? "" : "-" + number));
    }

    /**
     * The name of the job that lies at this PID: what its property says, else the PID without {@value #PREFIX}, since
     * Kura's form has no field for it.
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
