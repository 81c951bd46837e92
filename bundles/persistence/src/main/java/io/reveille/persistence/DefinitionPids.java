package io.reveille.persistence;

import io.reveille.spi.JobProperties;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Derives the address of a definition, a PID, from the job's name. */
final class DefinitionPids {

    /**
     * Names that are safe in a PID and in the file names that stores derive from PIDs; Felix makes a folder of each
     * dot.
     */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private DefinitionPids() {}

    /** Returns the part after {@code io.reveille.job~}: the name itself if it is plain, else a hash of the name. */
    static String suffix(String name) {
        if (PLAIN.matcher(name).matches()) {
            return name;
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Returns the PID for a job of this name. */
    static String canonical(String name) {
        return JobProperties.FACTORY_PID + "~" + suffix(name);
    }
}
