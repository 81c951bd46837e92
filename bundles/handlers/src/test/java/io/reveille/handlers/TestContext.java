package io.reveille.handlers;

import io.reveille.JobContext;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A run as a test wants it; nothing in it reads a clock. */
public record TestContext(
        String jobName,
        Instant nominalTime,
        Instant actualTime,
        Map<String, Object> arguments,
        BooleanSupplier cancelled,
        Optional<String> secret)
        implements JobContext {

    /** A run in time, without arguments. */
    public static TestContext at(String time) {
        return at(Instant.parse(time));
    }

    public static TestContext at(Instant time) {
        return new TestContext("a job", time, time, Map.of(), () -> false, Optional.empty());
    }

    public TestContext named(String name) {
        return new TestContext(name, nominalTime, actualTime, arguments, cancelled, secret);
    }

    public TestContext with(String argument, Object value) {
        Map<String, Object> more = new HashMap<>(arguments);
        more.put(argument, value);
        return new TestContext(jobName, nominalTime, actualTime, Map.copyOf(more), cancelled, secret);
    }

    /** A run whose arguments had this text in place of <code>${secret:NAME}</code>. */
    public TestContext secret(String text) {
        return new TestContext(jobName, nominalTime, actualTime, arguments, cancelled, Optional.of(text));
    }

    public TestContext startedAt(String time) {
        return new TestContext(jobName, nominalTime, Instant.parse(time), arguments, cancelled, secret);
    }

    public TestContext cancelledWhen(BooleanSupplier condition) {
        return new TestContext(jobName, nominalTime, actualTime, arguments, condition, secret);
    }

    @Override
    public String runId() {
        return "run-1";
    }

    @Override
    public int attempt() {
        return 1;
    }

    @Override
    public int missed() {
        return 0;
    }

    @Override
    public boolean isRecovery() {
        return false;
    }

    @Override
    public boolean isTriggered() {
        return false;
    }

    @Override
    public String mask(String text) {
        return secret.map(hidden -> text.replace(hidden, "${secret:NAME}")).orElse(text);
    }

    @Override
    public Map<String, Object> memory() {
        return new HashMap<>();
    }

    @Override
    public Map<String, Object> input() {
        return Map.of();
    }

    @Override
    public void progress(double fraction, String message) {
        // nobody looks
    }

    @Override
    public boolean isCancelled() {
        return cancelled.getAsBoolean();
    }
}
