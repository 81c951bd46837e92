package io.reveille.core.intake;

import io.reveille.Delivery;
import io.reveille.JobDefinitionException;
import io.reveille.JobPolicies;
import io.reveille.Misfire;
import io.reveille.Overlap;
import io.reveille.Retry;
import io.reveille.schedule.Durations;
import io.reveille.spi.JobProperties;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The codec of policies, from properties and back: the one place for what a policy may be. */
public final class PolicyCodec {

    private static final EnumProperty<Misfire> MISFIRE = new EnumProperty<>(JobProperties.MISFIRE, Misfire.ONCE);
    private static final EnumProperty<Overlap> OVERLAP = new EnumProperty<>(JobProperties.OVERLAP, Overlap.SKIP);
    private static final EnumProperty<Delivery> DELIVERY =
            new EnumProperty<>(JobProperties.DELIVERY, Delivery.AT_LEAST_ONCE);
    private static final DurationProperty TIMEOUT = new DurationProperty(JobProperties.TIMEOUT, "none");
    private static final DurationProperty DEFER = new DurationProperty(JobProperties.DEFER, "until next");
    private static final IntProperty MISFIRE_LIMIT =
            new IntProperty(JobProperties.MISFIRE_LIMIT, 1, 1000, JobPolicies.MISFIRE_LIMIT);
    private static final IntProperty PRIORITY = new IntProperty(JobProperties.PRIORITY, -100, 100, 0);
    private static final IntProperty CONCURRENCY = new IntProperty(JobProperties.CONCURRENCY, 0, 64, 0);

    /** A comma between two conditions, not one within a condition: the name of a gate follows. */
    private static final Pattern BEFORE_GATE = Pattern.compile(",(?=\\s*[a-z0-9-]+(?:\\s|,|$))");

    private final Conditions conditions;

    PolicyCodec(GateCheck gates) {
        this.conditions = new Conditions(gates);
    }

    /** Reads the policies; empty and absent properties mean the default. */
    JobPolicies read(Map<String, ?> properties) {
        JobPolicies said = checkTogether(new JobPolicies(
                MISFIRE.read(properties),
                MISFIRE_LIMIT.read(properties),
                OVERLAP.read(properties),
                DELIVERY.read(properties),
                TIMEOUT.read(properties),
                Retries.read(properties),
                PRIORITY.read(properties),
                CONCURRENCY.read(properties),
                gates(Texts.several(properties, JobProperties.GATES, BEFORE_GATE)),
                DEFER.read(properties)));
        return said.equals(JobPolicies.DEFAULTS) ? JobPolicies.DEFAULTS : said; // nearly all are defaults, held once
    }

    /** Checks policies made in code, by the same rules; returns the policies as they would be read. */
    JobPolicies check(JobPolicies given) {
        Retry retry = given.retry();
        return checkTogether(checkRanges(given)
                .withRetry(retry(retry.attempts(), retry.first(), retry.longest()))
                .withGates(gates(given.gates())));
    }

    /**
     * Checks each number and duration, not whether policies agree: more may follow while a builder is in use.
     *
     * @return the same
     * @throws JobDefinitionException naming the property, its value and what was expected
     */
    public JobPolicies checkRanges(JobPolicies given) {
        MISFIRE_LIMIT.check(given.misfireLimit());
        given.timeout().ifPresent(TIMEOUT::check);
        PRIORITY.check(given.priority());
        CONCURRENCY.check(given.concurrency());
        given.defer().ifPresent(DEFER::check);
        return given;
    }

    /**
     * Checks conditions.
     *
     * @return the same, one blank behind the name of each gate
     * @throws JobDefinitionException if one of them is none, a gate does not understand it, or it stands there twice
     */
    public List<String> gates(List<String> given) {
        return conditions.check(given);
    }

    /**
     * Makes retries from numbers.
     *
     * @throws JobDefinitionException if one of them is out of its range
     */
    public Retry retry(int attempts, Duration first, Duration longest) {
        return Retries.of(attempts, first, longest);
    }

    /** Refuses policies that contradict each other. */
    private static JobPolicies checkTogether(JobPolicies policies) {
        Retry retry = policies.retry();
        if (policies.delivery() == Delivery.AT_MOST_ONCE && retry.attempts() > 0) {
            throw Fault.of(
                    JobProperties.RETRY,
                    retry,
                    "it contradicts the delivery at-most-once: its start is saved so that it never runs twice; a retry"
                            + " would run it again");
        }
        if (policies.defer().isPresent() && policies.gates().isEmpty()) {
            throw Fault.of(
                    JobProperties.DEFER,
                    Durations.print(policies.defer().get()),
                    "there are no gates that an occurrence could wait for; say some, or nothing here");
        }
        return policies;
    }

    /**
     * Writes only policies that differ from the default, so that definitions stay short, and readable for readers that
     * know no policies.
     */
    static Map<String, Object> write(JobPolicies policies) {
        Map<String, Object> properties = new LinkedHashMap<>();
        MISFIRE.write(policies.misfire(), properties);
        MISFIRE_LIMIT.write(policies.misfireLimit(), properties);
        OVERLAP.write(policies.overlap(), properties);
        DELIVERY.write(policies.delivery(), properties);
        TIMEOUT.write(policies.timeout(), properties);
        Retries.write(policies.retry(), properties);
        PRIORITY.write(policies.priority(), properties);
        CONCURRENCY.write(policies.concurrency(), properties);
        if (!policies.gates().isEmpty()) {
            properties.put(JobProperties.GATES, policies.gates().toArray(new String[0]));
        }
        DEFER.write(policies.defer(), properties);
        return properties;
    }

    /** Makes a text that differs if the policies do; empty for the defaults. */
    static String digest(JobPolicies policies) {
        List<String> said = new ArrayList<>();
        write(policies)
                .forEach((property, value) -> said.add(
                        property + "=" + (value instanceof String[] several ? String.join("\u0002", several) : value)));
        return String.join("\u0001", said);
    }
}
