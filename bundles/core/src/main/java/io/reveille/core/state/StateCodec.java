package io.reveille.core.state;

import io.reveille.RunOutcome;
import io.reveille.RunReport;
import io.reveille.core.json.Json;
import io.reveille.core.state.RunState.Begun;
import io.reveille.spi.StateRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Run state as the JSON text that is stored. What is at its default is left out: most jobs are short to tell. */
public final class StateCodec {

    /** Of the text. A newer one is refused whole. */
    static final int VERSION = 1;

    private StateCodec() {}

    /** The record to store. */
    public static StateRecord write(RunState s) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("v", VERSION);
        json.put("schedule", s.schedule);
        json.put("bound", s.bound.toString());
        json.put("consumed", s.consumed.toString());
        Begun begun = s.begun;
        if (begun != null && s.occurrence == OccurrenceState.RUNNING) {
            json.put("begun", begun.nominalTime().toString());
        }
        putIf(json, "recover", s.recover || (begun != null && begun.recovery()));
        putIf(json, "paused", s.paused);
        putIf(json, "deleted", s.deleted);
        putText(json, "quarantine", s.quarantine);
        putText(json, "done", s.done);
        putText(json, "owner", s.owner);
        putText(json, "code", s.codeHash);
        Instant orphaned = s.orphaned;
        putText(json, "orphaned", orphaned == null ? "" : orphaned.toString());
        putCount(json, "runs", s.runs);
        putCount(json, "failures", s.failures);
        putCount(json, "missed", s.missed);
        putCount(json, "skipped", s.skipped);
        putCount(json, "failuresInARow", s.failuresInARow);
        RunReport last = s.lastRun;
        if (last != null) {
            json.put("last", write(last));
        }
        if (!s.memory.isEmpty()) {
            json.put("memory", s.memory);
        }
        return new StateRecord(s.job, Json.print(json));
    }

    /**
     * The state from its record. One from a newer version is held, and never overwritten.
     *
     * @throws IllegalArgumentException if the text is damaged
     */
    public static RunState read(StateRecord record) {
        RunState s = new RunState(record.job());
        Fields json = new Fields(Json.parseObject(record.json()));
        if (json.count("v") > VERSION) {
            s.unreadable = "its saved state is of version " + json.count("v") + ", this Reveille reads up to " + VERSION
                    + "; it is kept as it is";
            return s;
        }
        s.schedule = json.text("schedule");
        s.bound = json.time("bound");
        s.consumed = json.time("consumed");
        s.chain = s.consumed;
        s.recover = json.flag("recover") || json.has("begun");
        s.paused = json.flag("paused");
        s.deleted = json.flag("deleted");
        s.quarantine = json.text("quarantine");
        s.done = json.text("done");
        json.ifText("owner", owner -> s.owner = owner);
        s.codeHash = json.text("code");
        if (json.has("orphaned")) {
            s.orphaned = json.time("orphaned");
        }
        s.runs = json.count("runs");
        s.failures = json.count("failures");
        s.missed = json.count("missed");
        s.skipped = json.count("skipped");
        s.failuresInARow = (int) json.count("failuresInARow");
        if (json.has("last")) {
            s.lastRun = readReport(record.job(), new Fields(json.object("last")));
        }
        s.memory = json.object("memory");
        return s;
    }

    private static Map<String, Object> write(RunReport report) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("run", report.runId());
        json.put("nominal", report.nominalTime().toString());
        json.put("start", report.startTime().toString());
        json.put("millis", report.duration().toMillis());
        json.put("attempt", report.attempt());
        putCount(json, "missed", report.missed());
        putIf(json, "recovery", report.recovery());
        putIf(json, "triggered", report.triggered());
        json.put("outcome", report.outcome().name());
        putText(json, "message", report.message());
        return json;
    }

    private static RunReport readReport(String job, Fields json) {
        return new RunReport(
                job,
                json.text("run"),
                json.time("nominal"),
                json.time("start"),
                Duration.ofMillis(json.count("millis")),
                (int) json.count("attempt"),
                (int) json.count("missed"),
                json.flag("recovery"),
                json.flag("triggered"),
                RunOutcome.valueOf(json.text("outcome")),
                json.text("message"),
                Map.of());
    }

    private static void putIf(Map<String, Object> json, String key, boolean value) {
        if (value) {
            json.put(key, true);
        }
    }

    private static void putText(Map<String, Object> json, String key, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            json.put(key, value);
        }
    }

    private static void putCount(Map<String, Object> json, String key, long value) {
        if (value != 0) {
            json.put(key, value);
        }
    }

    /** Typed access: an absent field is at its default, one of another type is damage. */
    private record Fields(Map<String, Object> json) {

        boolean has(String key) {
            return json.containsKey(key);
        }

        String text(String key) {
            return as(String.class, key, "");
        }

        void ifText(String key, Consumer<String> then) {
            if (has(key)) {
                then.accept(text(key));
            }
        }

        boolean flag(String key) {
            return as(Boolean.class, key, false);
        }

        long count(String key) {
            return as(Long.class, key, 0L);
        }

        Instant time(String key) {
            try {
                return Instant.parse(text(key));
            } catch (java.time.format.DateTimeParseException e) {
                throw new IllegalArgumentException("\"" + key + "\" is no time: " + text(key), e);
            }
        }

        @SuppressWarnings("unchecked") // Json makes no other maps
        Map<String, Object> object(String key) {
            return as(Map.class, key, Map.of());
        }

        private <T> T as(Class<T> type, String key, T absent) {
            Object value = json.getOrDefault(key, absent);
            if (!type.isInstance(value)) {
                throw new IllegalArgumentException(
                        "\"" + key + "\" is " + value + ", expected a " + type.getSimpleName());
            }
            return type.cast(value);
        }
    }
}
