package io.reveille.core.changes;

import io.reveille.core.json.Json;
import io.reveille.core.state.Fields;
import io.reveille.core.state.RecordKind;
import io.reveille.core.state.Written;
import io.reveille.spi.StateRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pending changes of definitions that a start finds.
 *
 * @param forward the changes to be carried out, one a job
 * @param back the changes that take others back, of which those are not carried out
 * @param marks the numbers of changes that are made together, or taken back
 * @param dropped the names of records that mean nothing any more
 * @param highest the highest number among them; 0: none
 */
public record StoredChanges(
        List<PendingChange> forward, List<PendingChange> back, Set<Long> marks, List<String> dropped, long highest) {

    private static final Logger LOG = LoggerFactory.getLogger(StoredChanges.class);

    /** Reads the records. One that is damaged, or of a newer version, is left alone. */
    public static StoredChanges read(Collection<StateRecord> records) {
        Map<Long, Boolean> marks = marks(records); // whether the changes are taken back
        Map<String, StateRecord> states = new HashMap<>();
        records.stream()
                .filter(RecordKind.PENDING_STATE::includes)
                .forEach(state -> states.put(
                        RecordKind.PENDING_STATE.subjectOf(state.job()),
                        new StateRecord(RecordKind.PENDING_STATE.subjectOf(state.job()), state.json())));
        List<PendingChange> forward = new ArrayList<>();
        List<PendingChange> back = new ArrayList<>();
        List<String> dropped = new ArrayList<>();
        long highest = marks.keySet().stream().mapToLong(number -> number).max().orElse(0);
        Set<String> known = new HashSet<>();
        for (StateRecord record : records) {
            boolean isBack = RecordKind.PENDING_BACK.includes(record);
            if (!isBack && !RecordKind.PENDING.includes(record)) {
                continue;
            }
            RecordKind kind = isBack ? RecordKind.PENDING_BACK : RecordKind.PENDING;
            PendingChange change = read(kind, record, states);
            if (change == null) {
                known.add(kind.subjectOf(record.job()));
                continue;
            }
            highest = Math.max(highest, change.number());
            Boolean mark = change.together() ? marks.get(change.number()) : Boolean.FALSE;
            if (mark != null && mark == isBack) {
                (isBack ? back : forward).add(change);
                known.add(change.job());
            } else {
                dropped.add(record.job()); // never announced as a whole, or taken back
            }
        }
        Map<String, Long> latest = new HashMap<>(); // numbers of changes to be carried out, by job
        forward.forEach(change -> latest.put(change.job(), change.number()));
        back.removeIf(change -> {
            boolean isOver = change.number() < latest.getOrDefault(change.job(), 0L); // the job was defined since
            if (isOver) {
                dropped.add(RecordKind.PENDING_BACK.nameOf(change.job()));
            }
            return isOver;
        });
        states.keySet().stream()
                .filter(job -> !known.contains(job))
                .forEach(job -> dropped.add(RecordKind.PENDING_STATE.nameOf(job)));
        return new StoredChanges(forward, back, marks.keySet(), dropped, highest);
    }

    /** The mark that makes changes of this number valid, or those that take them back. */
    static StateRecord mark(long number, boolean back) {
        Written json = new Written().always("v", 1).put("back", back);
        return new StateRecord(nameOfMark(number), Json.print(json.json()));
    }

    static String nameOfMark(long number) {
        return RecordKind.TOGETHER.nameOf(String.valueOf(number));
    }

    private static Map<Long, Boolean> marks(Collection<StateRecord> records) {
        Map<Long, Boolean> marks = new TreeMap<>();
        for (StateRecord record : records) {
            if (RecordKind.TOGETHER.includes(record)) {
                try {
                    marks.put(
                            Long.parseLong(RecordKind.TOGETHER.subjectOf(record.job())),
                            new Fields(Json.parseObject(record.json())).flag("back"));
                } catch (IllegalArgumentException e) {
                    unreadable(record, e);
                }
            }
        }
        return marks;
    }

    private static @Nullable PendingChange read(RecordKind kind, StateRecord record, Map<String, StateRecord> states) {
        try {
            Optional<StateRecord> state = Optional.ofNullable(states.get(kind.subjectOf(record.job())));
            Optional<PendingChange> change = PendingChange.read(kind, record, state);
            if (change.isEmpty()) {
                LOG.warn("{} is of a newer version and left alone; it is not carried out.", record.job());
            }
            return change.orElse(null);
        } catch (IllegalArgumentException e) {
            unreadable(record, e);
            return null;
        }
    }

    private static void unreadable(StateRecord record, IllegalArgumentException e) {
        LOG.error(
                "A change of definitions that was under way cannot be read and is left alone: {}. It was {}: {}",
                e.getMessage(),
                record.job(),
                record.json());
    }
}
