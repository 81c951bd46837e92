package io.reveille.persistence;

import io.reveille.spi.JobProperties;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The address of a definition: a PID that follows from the job's name. */
final class DefinitionPids {

    /** Safe in a PID and in the file names that stores make of PIDs; Felix makes a folder of each dot. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private DefinitionPids() {}

    /** What stands behind {@code io.reveille.job~}: the name itself if it is plain, else a hash of it. */
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

    /** The PID that a job of this name is given. */
    static String canonical(String name) {
        return JobProperties.FACTORY_PID + "~" + suffix(name);
    }
}
