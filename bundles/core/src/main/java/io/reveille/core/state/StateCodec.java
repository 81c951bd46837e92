package io.reveille.core.state;

import io.reveille.RunOutcome;
import io.reveille.RunReport;
import io.reveille.core.json.Json;
import io.reveille.spi.StateRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Run state as the JSON text that is stored. */
public final class StateCodec {

    /** Of the text. A newer one is refused whole. */
    static final int VERSION = 2;

    private StateCodec() {}

    /** The record to store. */
    public static StateRecord write(RunState s) {
        s.written = s.handed.size();
        Written json = new Written()
                .always("v", VERSION)
                .always("schedule", s.schedule)
                .put("bound", s.bound)
                .put("chain", s.chain)
                .put("open", s.open, StateCodec::write)
                .put("pending", s.pending, StateCodec::write)
                .put("taken", String.join(" ", s.taken))
                .put("handed", s.handed, handover -> write(handover.trigger()).put("to", handover.job()))
                .put("occurred", s.occurred)
                .put("paused", s.paused)
                .put("deleted", s.deleted)
                .put("quarantine", s.quarantine)
                .put("done", s.done)
                .put("owner", s.owner)
                .put("code", s.codeHash)
                .put("definition", s.definition)
                .put("orphaned", s.orphaned)
                .put("runs", s.runs)
                .put("failures", s.failures)
                .put("missed", s.missed)
                .put("skipped", s.skipped)
                .put("failuresInARow", s.failuresInARow)
                .put("crashes", s.crashes)
                .put("memory", s.memory);
        RunReport last = s.lastRun;
        if (last != null) {
            json.always("last", write(last).json());
        }
        return new StateRecord(s.job, Json.print(json.json()));
    }

    /**
     * The state from its record. One from a newer version is held, and never overwritten.
     *
     * @throws IllegalArgumentException if the text is damaged
     */
    public static RunState read(StateRecord record) {
        RunState s = new RunState(record.job());
        Fields json = new Fields(Json.parseObject(record.json()));
        if (json.version() > VERSION) {
            s.unreadable = "its saved state is of version " + json.version() + ", this Reveille reads up to " + VERSION
                    + "; it is kept as it is";
            return s;
        }
        s.schedule = json.text("schedule");
        s.bound = json.time("bound");
        if (json.version() == 1) {
            readOccurrencesOf1(s, json);
        } else {
            s.chain = json.time("chain");
            s.open = json.list("open").stream().map(StateCodec::readBegun).toList();
        }
        s.pending = json.list("pending").stream().map(StateCodec::readTrigger).toList();
        s.taken = json.text("taken").isEmpty()
                ? List.of()
                : List.of(json.text("taken").split(" "));
        s.handed = json.list("handed").stream()
                .map(handover -> new Handover(handover.name("to"), readTrigger(handover)))
                .toList();
        s.occurred = json.count("occurred");
        s.paused = json.flag("paused");
        s.deleted = json.flag("deleted");
        s.quarantine = json.text("quarantine");
        s.done = json.text("done");
        json.ifText("owner", owner -> s.owner = owner);
        s.codeHash = json.text("code");
        s.definition = json.text("definition");
        if (json.has("orphaned")) {
            s.orphaned = json.time("orphaned");
        }
        s.runs = json.count("runs");
        s.failures = json.count("failures");
        s.missed = json.count("missed");
        s.skipped = json.count("skipped");
        s.failuresInARow = json.smallCount("failuresInARow");
        s.crashes = json.smallCount("crashes");
        if (json.has("last")) {
            s.lastRun = readReport(record.job(), json.fields("last"));
        }
        s.memory = json.object("memory");
        return s;
    }

    /** Version 1 knew one occurrence, and how far all had ended. */
    private static void readOccurrencesOf1(RunState s, Fields json) {
        s.chain = json.time("consumed");
        if (json.has("begun")) {
            Begun begun = Begun.due("1", json.time("begun"), 0, Map.of());
            s.open = List.of(begun.in(OccurrenceState.RUNNING));
            s.chain = begun.nominalTime();
        }
    }

    private static Written write(Begun begun) {
        return new Written()
                .always("id", begun.id())
                .put("nominal", begun.nominalTime())
                .put("missed", begun.missed())
                .put("attempt", begun.attempt())
                .put("recovery", begun.recovery())
                .always("state", begun.state().name())
                .put("again", begun.again())
                .put("waits", begun.waitsFor())
                .put("input", begun.input());
    }

    private static Begun readBegun(Fields json) {
        return new Begun(
                json.name("id"),
                json.time("nominal"),
                json.smallCount("missed"),
                Math.max(1, json.smallCount("attempt")),
                json.flag("recovery"),
                json.one(OccurrenceState.class, "state"),
                json.has("again") ? json.time("again") : null,
                json.text("waits"),
                json.object("input"));
    }

    private static Written write(Trigger trigger) {
        return new Written()
                .always("id", trigger.id())
                .put("at", trigger.at())
                .put("missed", trigger.missed())
                .put("input", trigger.input());
    }

    private static Trigger readTrigger(Fields json) {
        return new Trigger(json.name("id"), json.time("at"), json.smallCount("missed"), json.object("input"));
    }

    private static Written write(RunReport report) {
        return new Written()
                .always("run", report.runId())
                .put("nominal", report.nominalTime())
                .put("start", report.startTime())
                .always("millis", report.duration().toMillis())
                .put("attempt", report.attempt())
                .put("missed", report.missed())
                .put("recovery", report.recovery())
                .put("triggered", report.triggered())
                .always("outcome", report.outcome().name())
                .put("message", report.message());
    }

    private static RunReport readReport(String job, Fields json) {
        return new RunReport(
                job,
                json.text("run"),
                json.time("nominal"),
                json.time("start"),
                Duration.ofMillis(json.count("millis")),
                json.smallCount("attempt"),
                json.smallCount("missed"),
                json.flag("recovery"),
                json.flag("triggered"),
                json.one(RunOutcome.class, "outcome"),
                json.text("message"),
                Map.of());
    }
}
