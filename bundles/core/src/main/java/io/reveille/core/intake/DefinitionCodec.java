package io.reveille.core.intake;

import io.reveille.JobDefinition;
import io.reveille.JobDefinitionException;
import io.reveille.core.state.DefinitionChange;
import io.reveille.schedule.Schedule;
import io.reveille.schedule.ScheduleSyntaxException;
import io.reveille.spi.JobProperties;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The codec of job definitions, from properties and back: with {@link PolicyCodec} the one place for what a definition
 * may say.
 */
public final class DefinitionCodec {

    /** Many jobs say the same; a pattern takes more memory than all the rest of a job. */
    private static final Interner<Schedule> SCHEDULES = new Interner<>();

    /** Right values for properties that cannot be left out, and for gates, without which there may be another fault. */
    private static final Map<String, Object> STAND_INS = Map.of(
            JobProperties.NAME, "?",
            JobProperties.SCHEDULE, "@reboot",
            JobProperties.HANDLER, "?",
            JobProperties.GATES, "x");

    private static final IntProperty FORMAT =
            new IntProperty(JobProperties.FORMAT, 1, 999_999_999, JobProperties.NEWEST_FORMAT);

    private final ZoneId zone;
    private final PolicyCodec policies;

    /** Makes a codec without gates: any condition passes. */
    public DefinitionCodec(ZoneId zone) {
        this(zone, GateCheck.NONE);
    }

    /**
     * @param zone the zone of a schedule that names none
     * @param gates asked about each condition of a definition
     */
    public DefinitionCodec(ZoneId zone, GateCheck gates) {
        this.zone = zone;
        this.policies = new PolicyCodec(gates);
    }

    /** The zone of schedules that name none. */
    public ZoneId zone() {
        return zone;
    }

    /** The part for policies. */
    public PolicyCodec policies() {
        return policies;
    }

    /** Checks a job's name alone. */
    public void checkName(String name) {
        Texts.checkedName(JobProperties.NAME, name);
    }

    /**
     * Reads a definition. Other properties are ignored: they are the store's or a console's.
     *
     * @throws JobDefinitionException naming the property, its value and what was expected; all of them, if several are wrong
     */
    public JobDefinition read(Map<String, ?> properties) {
        try {
            return readAll(properties);
        } catch (JobDefinitionException first) {
            List<JobDefinitionException> faults = isNewer(properties) ? List.of() : faults(properties, first);
            throw faults.size() > 1 ? new JobDefinitionException(faults) : first;
        }
    }

    /** Reads on with a stand-in after each fault, so that one does not hide another. */
    private List<JobDefinitionException> faults(Map<String, ?> properties, JobDefinitionException first) {
        List<JobDefinitionException> faults = new ArrayList<>();
        Map<String, Object> left = new HashMap<>(properties);
        JobDefinitionException fault = first;
        while (fault != null) {
            faults.add(fault);
            Object standIn = STAND_INS.get(fault.property());
            boolean known = standIn == null
                    ? left.remove(fault.property()) == null
                    : standIn.equals(left.put(fault.property(), standIn));
            fault = known || faults.size() > JobProperties.ALL.size() ? null : faultIn(left); // else the same again
        }
        return faults;
    }

    private @Nullable JobDefinitionException faultIn(Map<String, ?> properties) {
        try {
            readAll(properties);
            return null;
        } catch (JobDefinitionException e) {
            return e;
        }
    }

    private JobDefinition readAll(Map<String, ?> properties) {
        int format = FORMAT.read(properties);
        if (format > JobProperties.NEWEST_FORMAT) {
            throw new JobDefinitionException(
                    JobProperties.FORMAT,
                    "format " + format + "; this Reveille reads up to " + JobProperties.NEWEST_FORMAT
                            + "; it is kept as it is");
        }
        String handler = Texts.checkedName(JobProperties.HANDLER, Texts.required(properties, JobProperties.HANDLER))
                .intern(); // thousands of jobs share a few handlers
        String name = Texts.checkedName(JobProperties.NAME, Texts.required(properties, JobProperties.NAME));
        return new JobDefinition(
                name,
                following(name, schedule(Texts.required(properties, JobProperties.SCHEDULE))),
                handler,
                Arguments.read(Texts.optional(properties, JobProperties.ARGS)),
                Texts.tags(Texts.several(properties, JobProperties.TAGS)),
                policies.read(properties));
    }

    /** Whether a definition is of a format that only a newer Reveille reads. */
    public static boolean isNewer(Map<String, ?> properties) {
        try {
            return FORMAT.read(properties) > JobProperties.NEWEST_FORMAT;
        } catch (JobDefinitionException e) {
            return false; // of no format at all
        }
    }

    /** Checks a definition made in code, by the same rules. */
    public JobDefinition check(JobDefinition given) {
        Texts.checkedName(JobProperties.HANDLER, given.handler());
        String name = Texts.checkedName(JobProperties.NAME, given.name());
        return new JobDefinition(
                name,
                following(name, given.schedule()),
                given.handler(),
                Arguments.check(given.arguments()),
                Texts.tags(given.tags()),
                policies.check(given.policies()));
    }

    /** Writes a definition; read again it is equal. */
    public static Map<String, Object> write(JobDefinition definition) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put(JobProperties.NAME, definition.name());
        properties.put(JobProperties.SCHEDULE, definition.schedule().toString());
        properties.put(JobProperties.HANDLER, definition.handler());
        properties.put(JobProperties.ARGS, Arguments.write(definition.arguments()));
        properties.put(JobProperties.TAGS, definition.tags().toArray(new String[0]));
        properties.putAll(PolicyCodec.write(definition.policies()));
        return properties;
    }

    /**
     * Makes a short text that differs if the definition does. Stores keep that text, so it must never change for a
     * definition.
     */
    public static String hash(JobDefinition definition) {
        String text = String.join(
                "\u0000",
                definition.name(),
                definition.schedule().toString(),
                definition.handler(),
                Arguments.digest(definition.arguments()),
                String.join("\u0001", definition.tags()));
        String how = PolicyCodec.digest(definition.policies());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((how.isEmpty() ? text : text + "\u0000" + how).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * Makes a hash of the meaning of a stored definition, whatever shape the store gives it; of the texts if it cannot
     * be used.
     */
    public String meaning(Map<String, Object> properties) {
        try {
            return hash(read(properties));
        } catch (JobDefinitionException e) {
            return DefinitionChange.hash(properties);
        }
    }

    /** Names the properties in which two definitions differ, whatever their texts; empty if one cannot be used. */
    public String differing(Map<String, Object> one, Map<String, Object> other) {
        try {
            Map<String, Object> before = write(read(one));
            Map<String, Object> after = write(read(other));
            return JobProperties.ALL.stream()
                    .filter(key -> !Objects.deepEquals(before.get(key), after.get(key)))
                    .collect(Collectors.joining(", "));
        } catch (JobDefinitionException e) {
            return "";
        }
    }

    private Schedule schedule(String text) {
        try {
            return SCHEDULES.one(Schedule.parse(text, zone));
        } catch (ScheduleSyntaxException e) {
            throw new JobDefinitionException(JobProperties.SCHEDULE, e.getMessage(), e);
        }
    }

    private static Schedule following(String name, Schedule schedule) {
        if (schedule.after().filter(before -> before.job().equals(name)).isPresent()) {
            throw Fault.of(
                    JobProperties.SCHEDULE, schedule, "the job follows itself; expected the name of another one");
        }
        return schedule;
    }
}
