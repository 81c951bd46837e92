package io.reveille.core.dispatch;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts secrets in place of <code>%{secret:NAME}</code> in the values of arguments, from a properties file that only the
 * machine's owner can reach. <code>${secret:NAME}</code> means the same, where no installer has replaced it by nothing. The file is read anew for each run that needs it, so that a changed secret counts at once.
 * See docs/secrets.md.
 */
public final class Secrets {

    /** Framework property: the path of the file. Without it there are no secrets. */
    public static final String PROPERTY = "reveille.secrets";

    private static final Logger LOG = LoggerFactory.getLogger(Secrets.class);

    // With its sign twice it stands for itself. The braces' end is missing in what somebody began and forgot.
    private static final Pattern REFERENCE =
            Pattern.compile("(?<sign>[%$])(?<twice>\\k<sign>?)\\{secret:(?<name>[^}]*)(?<end>}?)");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** A secret that a run needs is not to be had. The message names it and the file, and never a value. */
    public static final class SecretException extends Exception {
        SecretException(String message) {
            super(message);
        }
    }

    /**
     * Arguments as a handler gets them.
     *
     * @param arguments with the secrets in their places
     * @param mask hides these secrets in what the handler says
     */
    public record Resolved(Map<String, Object> arguments, Mask mask) {
        /** Without the arguments: this may get into a log. */
        @Override
        public String toString() {
            return "arguments with " + mask;
        }
    }

    private static final Resolved NOTHING = new Resolved(Map.of(), Mask.NONE);

    private final @Nullable SecretFile file;
    private final String whyNone;

    /** @param file the properties file; null: there are no secrets */
    public Secrets(@Nullable Path file) {
        this(file, "the framework property " + PROPERTY + " names no file");
    }

    private Secrets(@Nullable Path file, String whyNone) {
        this.file = file == null ? null : new SecretFile(file);
        this.whyNone = whyNone;
    }

    /** The secrets that the framework's property names; none if that is no path, which each job is told that asks for one. */
    public static Secrets of(@Nullable String property) {
        try {
            return new Secrets(property == null || property.isBlank() ? null : Path.of(property.strip()));
        } catch (InvalidPathException e) {
            String why = "the framework property " + PROPERTY + " is \"" + property
                    + "\"; expected the path of a file (" + e.getReason() + ")";
            LOG.error("No job has secrets, for {}.", why);
            return new Secrets(null, why);
        }
    }

    /**
     * Puts the secrets in.
     *
     * @param arguments values as in {@link io.reveille.JobContext#arguments()}
     * @throws SecretException if one that is asked for is not to be had
     */
    public Resolved resolve(Map<String, Object> arguments) throws SecretException {
        if (arguments.isEmpty()) {
            return NOTHING;
        }
        Resolver resolver = new Resolver();
        Map<String, Object> resolved = resolver.map(arguments);
        return new Resolved(resolved, resolver.used.isEmpty() ? Mask.NONE : new Mask(resolver.used));
    }

    /** One walk through arguments; it reads the file when the first secret is asked for. */
    private final class Resolver {

        final Map<String, String> used = new LinkedHashMap<>();
        private @Nullable Properties secrets;

        Map<String, Object> map(Map<?, ?> map) throws SecretException {
            Map<String, Object> resolved = new LinkedHashMap<>();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                resolved.put(String.valueOf(entry.getKey()), value(entry.getValue()));
            }
            return Collections.unmodifiableMap(resolved);
        }

        private Object value(Object value) throws SecretException {
            if (value instanceof String text) {
                return text(text);
            }
            if (value instanceof Map<?, ?> map) {
                return map(map);
            }
            if (value instanceof List<?> list) {
                Object[] resolved = list.toArray();
                for (int i = 0; i < resolved.length; i++) {
                    resolved[i] = value(resolved[i]);
                }
                return List.of(resolved);
            }
            return value;
        }

        private String text(String text) throws SecretException {
            Matcher reference = REFERENCE.matcher(text);
            StringBuilder resolved = new StringBuilder();
            int done = 0;
            while (reference.find()) {
                resolved.append(text, done, reference.start());
                boolean literal = !reference.group("twice").isEmpty();
                resolved.append(literal ? reference.group().substring(1) : secret(reference));
                done = reference.end();
            }
            return resolved.append(text, done, text.length()).toString();
        }

        private String secret(Matcher reference) throws SecretException {
            String name = reference.group("name");
            if (reference.group("end").isEmpty() || !NAME.matcher(name).matches()) {
                throw new SecretException(
                        "an argument has " + reference.group("sign") + "{secret: and behind it no name of a secret;"
                                + " expected 1 to 64 of A-Z, a-z, 0-9, dot, hyphen and underscore, and }");
            }
            if (file == null) {
                throw unavailable(name, whyNone);
            }
            if (secrets == null) {
                try {
                    secrets = file.read();
                } catch (IOException e) {
                    throw unavailable(name, String.valueOf(e.getMessage()));
                }
            }
            String value = secrets.getProperty(name, "");
            if (value.isEmpty()) {
                throw unavailable(name, "it is not in " + file.path() + ", or is empty there");
            }
            used.put(name, value);
            return value;
        }

        private SecretException unavailable(String name, String why) {
            return new SecretException("there is no secret " + name + ": " + why);
        }
    }
}
