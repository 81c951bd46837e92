package io.reveille.core.state;

import io.reveille.RunReport;
import io.reveille.core.json.Json;
import io.reveille.spi.StateRecord;
import java.util.List;
import java.util.Map;

/** Run state as the JSON text that is stored. */
public final class StateCodec {

    /** Of the text. A newer one is refused whole. */
    static final int VERSION = 4;

    private StateCodec() {}

    /** The part of a state that only this installation's store knows: an export leaves it out. */
    private record Here(long claimed, long incarnation, ClockSteps steps, List<Aside> aside) {

        static final Here NOTHING = new Here(0, 0, ClockSteps.NONE, List.of());

        static Here of(RunState s) {
            return new Here(s.claimed, s.incarnation, s.steps, s.aside == null ? List.of() : List.of(s.aside));
        }
    }

    /** The record to store; where it would be too long for that, without some of its inputs. */
    public static StateRecord write(RunState s) {
        return new StateRecord(s.job, fitting(s, History.tail(s), Here.of(s)));
    }

    /** The text to take elsewhere: without what only this store knows, and always with as many runs. */
    public static String text(RunState s) {
        return fitting(s, History.newest(s), Here.NOTHING);
    }

    private static String fitting(RunState s, List<RunReport> tail, Here here) {
        Inputs inputs = new Inputs();
        String text = Json.print(written(s, inputs, tail, here).json());
        return inputs.fit(s, text) ? Json.print(written(s, inputs, tail, here).json()) : text;
    }

    private static Written written(RunState s, Inputs inputs, List<RunReport> tail, Here here) {
        Written json = new Written()
                .always("v", VERSION)
                .put("claimed", here.claimed())
                .always("schedule", s.schedule)
                .put("bound", s.bound)
                .put(
                        "trustedAt",
                        s.bound.equals(s.trustedAt) && !s.bound.isBefore(ClockedTimes.BUILT) ? null : s.trustedAt)
                .put("untrusted", s.trustedAt == null)
                .put("chain", s.chain)
                .put("open", s.open, begun -> write(begun, inputs))
                .put("pending", s.pending, trigger -> write(trigger, inputs))
                .put("taken", String.join(" ", s.taken))
                .put(
                        "handed",
                        s.handed,
                        handover -> write(handover.trigger(), inputs).put("to", handover.job()))
                .put("occurred", s.occurred)
                .put("paused", s.paused)
                .put("deleted", s.deleted)
                .put("quarantine", s.quarantine)
                .put("done", s.done)
                .put("owner", s.owner)
                .put("code", s.codeHash)
                .put("intent", here.incarnation())
                .put("definition", s.definition)
                .put("orphaned", s.orphaned)
                .put("runs", s.runs)
                .put("failures", s.failures)
                .put("missed", s.missed)
                .put("skipped", s.skipped)
                .put("failuresInARow", s.failuresInARow)
                .put("crashes", s.crashes)
                .put("memory", s.memory)
                .put("tail", tail, ReportCodec::write);
        if (here.steps().isAny()) {
            here.steps().write(json);
        }
        return json.put(
                "aside",
                here.aside(),
                aside -> written(aside.state(), inputs, List.of(), Here.of(aside.state()))
                        .always("address", aside.address())
                        .put("since", aside.since()));
    }

    /**
     * The state from its record. One from a newer version is held, and never overwritten.
     *
     * @throws IllegalArgumentException if the text is damaged
     */
    public static RunState read(StateRecord record) {
        return read(record.job(), new Fields(Json.parseObject(record.json())));
    }

    private static RunState read(String job, Fields json) {
        RunState s = new RunState(job);
        if (json.version() > VERSION) {
            s.unreadable = "its saved state is of version " + json.version() + ", this Reveille reads up to " + VERSION
                    + "; it is kept as it is";
            return s;
        }
        s.claimed = json.count("claimed");
        s.schedule = json.text("schedule").intern(); // many jobs say the same
        s.bound = json.time("bound");
        s.steps = ClockSteps.read(json);
        s.trustedAt = json.has("trustedAt") ? json.time("trustedAt") : s.bound;
        // This version says when, if by a clock that was not set.
        s.boundAtOnce = !json.has("trustedAt") && s.bound.isBefore(ClockedTimes.BUILT);
        if (json.flag("untrusted")) {
            s.trustedAt = null;
        }
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
        s.savedTaken = s.taken;
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
        s.incarnation = json.count("intent");
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
        s.history = json.list("tail").stream()
                .map(run -> ReportCodec.read(job, run))
                .toList();
        if (json.has("last")) { // the tail of versions 1 and 2
            s.history = List.of(ReportCodec.read(job, json.fields("last")));
        }
        s.unsaved = s.history.size();
        s.memory = json.object("memory");
        for (Fields aside : json.list("aside")) {
            s.aside = new Aside(aside.text("address"), aside.time("since"), read(job, aside));
        }
        return s;
    }

    /** Version 1 knew one occurrence, and how far all had ended. */
    private static void readOccurrencesOf1(RunState s, Fields json) {
        s.chain = json.time("consumed");
        if (json.has("begun")) {
            OpenOccurrence begun = OpenOccurrence.due("1", json.time("begun"), 0, Map.of());
            s.open = List.of(begun.in(OccurrenceState.RUNNING));
            s.chain = begun.nominalTime();
        }
    }

    private static Written write(OpenOccurrence begun, Inputs inputs) {
        return new Written()
                .always("id", begun.id())
                .put("nominal", begun.nominalTime())
                .put("missed", begun.missed())
                .put("attempt", begun.attempt())
                .put("recovery", begun.recovery())
                .always("state", begun.state().name())
                .put("again", begun.again())
                .put("waits", ReportCodec.cut(begun.waitsFor()))
                .put("input", inputs.stored(begun.input()));
    }

    private static OpenOccurrence readBegun(Fields json) {
        return new OpenOccurrence(
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

    private static Written write(Trigger trigger, Inputs inputs) {
        return new Written()
                .always("id", trigger.id())
                .put("at", trigger.at())
                .put("missed", trigger.missed())
                .put("input", inputs.stored(trigger.input()));
    }

    private static Trigger readTrigger(Fields json) {
        return new Trigger(json.name("id"), json.time("at"), json.smallCount("missed"), json.object("input"));
    }
}
