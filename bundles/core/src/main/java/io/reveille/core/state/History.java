package io.reveille.core.state;

import io.reveille.RunOutcome;
import io.reveille.RunReport;
import io.reveille.core.json.Json;
import io.reveille.spi.StateRecord;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The newest runs of a job. Their record is apart from the job's, so that they are not written with each run: the newest, a
 * short tail, go with the job's record until that of the history knows them.
 */
public final class History {

    /** So many runs go with the job's record at most. */
    static final int TAIL = 5;

    private static final int VERSION = 1;

    private History() {}

    /** A run has ended. */
    static void add(RunState s, RunReport report) {
        RunReport[] history = new RunReport[s.history.size() + 1];
        history[0] = report;
        for (int i = 1; i < history.length; i++) {
            history[i] = s.history.get(i - 1);
        }
        s.history = List.of(history);
        s.unsaved++;
    }

    /**
     * The last run of an occurrence that waits for another attempt; others may have ended since, on request for one. Empty
     * if so many have that it is not kept any more.
     */
    public static Optional<RunReport> lastAttempt(RunState s, OpenOccurrence begun) {
        List<RunReport> attempts = s.history.stream()
                .filter(run -> !run.triggered() && run.attempt() == begun.attempt() - 1)
                .filter(run -> run.outcome() == RunOutcome.FAILED || run.outcome() == RunOutcome.TIMED_OUT)
                .toList();
        return attempts.stream()
                .filter(run -> run.nominalTime().equals(begun.nominalTime()))
                .findFirst()
                .or(() -> attempts.stream().findFirst()); // the clock was set since, and the occurrence moved along
    }

    /** So many are enough. */
    public static void keep(RunState s, int most) {
        if (s.history.size() > most) {
            s.history = List.copyOf(s.history.subList(0, most));
        }
    }

    /** The runs that go with the job's record, newest first: those that its history does not know, and the newest in any case. */
    static List<RunReport> tail(RunState s) {
        int length = Math.max(1, Math.min(TAIL, s.unsaved));
        return s.history.subList(0, Math.min(length, s.history.size()));
    }

    /** As many as go with a record at most, newest first. */
    static List<RunReport> newest(RunState s) {
        return s.history.subList(0, Math.min(TAIL, s.history.size()));
    }

    /**
     * A history that is to be saved.
     *
     * @param upTo how many runs the job had when it was written
     */
    public record Part(StateRecord record, long upTo) {

        /** The store has it. */
        public void saved(RunState state) {
            state.unsaved = (int) Math.min(state.unsaved, state.runs - upTo);
        }
    }

    /** The newest runs, which go with a job's record, or its claim: there are more runs to tell of than that takes along. */
    public static Optional<Part> due(RunState s) {
        return s.unsaved > TAIL && s.history.size() > TAIL ? Optional.of(new Part(write(s), s.runs)) : Optional.empty();
    }

    /** The record to store; if that would be too long for a store, without the oldest. */
    static StateRecord write(RunState s) {
        List<RunReport> runs = s.history;
        String text = print(runs);
        while (text.getBytes(StandardCharsets.UTF_8).length > StateRecord.MAX_LENGTH) {
            runs = runs.subList(0, runs.size() / 2);
            text = print(runs);
        }
        return new StateRecord(RecordKind.HISTORY.nameOf(s.job), text);
    }

    private static String print(List<RunReport> runs) {
        return Json.print(new Written()
                .always("v", VERSION)
                .put("runs", runs, ReportCodec::write)
                .json());
    }

    /**
     * The runs from their record, newest first.
     *
     * @throws IllegalArgumentException if the text is damaged, or of a newer version
     */
    static List<RunReport> read(StateRecord record) {
        Fields json = new Fields(Json.parseObject(record.json()));
        if (json.version() > VERSION) {
            throw new IllegalArgumentException(
                    "it is of version " + json.version() + ", this Reveille reads up to " + VERSION);
        }
        return json.list("runs").stream()
                .map(run -> ReportCodec.read(RecordKind.HISTORY.subjectOf(record.job()), run))
                .toList();
    }

    /** The state was loaded, with its tail, and so was its history. */
    static void merge(RunState s, List<RunReport> stored) {
        Map<String, RunReport> all = new LinkedHashMap<>();
        boolean isNewer = isNewer(stored, s.history);
        (isNewer ? stored : s.history).forEach(run -> all.put(run.runId(), run));
        (isNewer ? s.history : stored).forEach(run -> all.putIfAbsent(run.runId(), run));
        Set<String> known = stored.stream().map(RunReport::runId).collect(Collectors.toSet());
        s.history = List.copyOf(all.values());
        s.unsaved = 0;
        for (int i = 0; i < s.history.size(); i++) {
            if (!known.contains(s.history.get(i).runId())) {
                s.unsaved = i + 1;
            }
        }
    }

    /** Whether a history goes further than a tail: its save was the last that came to an end. */
    private static boolean isNewer(List<RunReport> stored, List<RunReport> tail) {
        return tail.isEmpty()
                || (!stored.isEmpty()
                        && (stored.get(0).startTime().isAfter(tail.get(0).startTime())
                                || stored.stream()
                                        .anyMatch(run ->
                                                run.runId().equals(tail.get(0).runId()))));
    }
}
