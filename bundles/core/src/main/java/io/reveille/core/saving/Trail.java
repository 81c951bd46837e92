package io.reveille.core.saving;

import io.reveille.JobChange;
import io.reveille.JobChange.Kind;
import io.reveille.core.json.Json;
import io.reveille.core.state.Fields;
import io.reveille.core.state.Written;
import io.reveille.spi.StateRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The trail of actions on jobs, and by whom they were. One record has all of it, since people make few changes.
 * Repeated actions of code are one entry with a count, which is not worth a save of its own. For one thread at a time.
 */
public final class Trail {

    /** The name of the record, and its kind. */
    static final String NAME = "/trail";

    /** The most entries kept of one job. */
    static final int OF_ONE = 20;

    /** The most entries kept in all. */
    static final int OF_ALL = 500;

    private static final int VERSION = 1;
    private static final int MAX_TEXT = 100;

    private final List<JobChange> changes = new ArrayList<>(); // oldest first
    private final IdentityHashMap<JobChange, String> texts = new IdentityHashMap<>(); // of each entry as it is stored
    private final Map<String, Integer> counts = new HashMap<>(); // of the entries of each job
    private boolean isOfNewer;

    public static boolean isIn(StateRecord record) {
        return record.job().equals(NAME);
    }

    /**
     * Takes in the saved trail; one of a newer version is left as it is, and never overwritten.
     *
     * @throws IllegalArgumentException if the text is damaged; the trail begins anew then
     */
    public void load(StateRecord record) {
        Fields json = new Fields(Json.parseObject(record.json()));
        if (json.version() > VERSION) {
            isOfNewer = true;
            return;
        }
        List<JobChange> read = json.list("changes").stream().map(Trail::read).toList();
        read.forEach(this::append);
    }

    /** Adds an entry; returns whether that is worth a save: repeating the job's last entry only raises its count. */
    public boolean add(String job, Kind kind, String by, Instant at, String detail) {
        JobChange change = new JobChange(job, kind, cut(by), at, 1, cut(detail));
        int last = lastSame(change);
        if (last >= 0) {
            int times = (int) Math.min(Integer.MAX_VALUE, changes.get(last).times() + 1L);
            remove(last);
            append(new JobChange(job, kind, change.by(), at, times, change.detail()));
            return false;
        }
        append(change);
        if (count(job) > OF_ONE) {
            remove(firstOf(job));
        } else if (changes.size() > OF_ALL) {
            remove(0);
        }
        return true;
    }

    private void append(JobChange change) {
        changes.add(change);
        counts.merge(change.job(), 1, Integer::sum);
    }

    private void remove(int index) {
        JobChange gone = changes.remove(index);
        texts.remove(gone);
        counts.computeIfPresent(gone.job(), (job, count) -> count == 1 ? null : count - 1);
    }

    private int count(String job) {
        return counts.getOrDefault(job, 0);
    }

    /**
     * Finds the job's last entry if it says the same. A request for a run may be followed by an entry saying why it
     * came to nothing, and code that asks again and again must not fill the trail: so the same one is looked for among
     * the last requests of one author.
     */
    private int lastSame(JobChange change) {
        for (int i = count(change.job()) == 0 ? -1 : changes.size() - 1; i >= 0; i--) {
            JobChange there = changes.get(i);
            if (there.job().equals(change.job())) {
                boolean sameHand = there.kind() == change.kind() && there.by().equals(change.by());
                if (sameHand && there.detail().equals(change.detail())) {
                    return i;
                }
                if (!sameHand || there.kind() != Kind.TRIGGERED) {
                    return -1;
                }
            }
        }
        return -1;
    }

    private int firstOf(String job) {
        for (int i = 0; i < changes.size(); i++) {
            if (changes.get(i).job().equals(job)) {
                return i;
            }
        }
        return -1;
    }

    /** All entries, newest first. */
    public List<JobChange> newestFirst() {
        List<JobChange> all = new ArrayList<>(changes);
        Collections.reverse(all);
        return List.copyOf(all);
    }

    /**
     * The record to store, without the oldest entries if it would be too long; empty while the store has one of a newer
     * version.
     */
    public Optional<StateRecord> write() {
        if (isOfNewer || changes.isEmpty()) {
            return Optional.empty();
        }
        List<JobChange> kept = changes;
        String text = print(kept);
        while (text.getBytes(StandardCharsets.UTF_8).length > StateRecord.MAX_LENGTH) {
            kept = kept.subList(kept.size() / 2, kept.size());
            text = print(kept);
        }
        return Optional.of(new StateRecord(NAME, text));
    }

    /** Prints the record. Of each entry the text is made once: many definitions in a row are saved with all of them. */
    private String print(List<JobChange> kept) {
        return kept.stream()
                .map(change -> texts.computeIfAbsent(
                        change, any -> Json.print(write(change).json())))
                .collect(Collectors.joining(",", "{\"v\":" + VERSION + ",\"changes\":[", "]}"));
    }

    private static Written write(JobChange change) {
        return new Written()
                .put("job", change.job())
                .always("kind", change.kind().name())
                .put("by", change.by())
                .put("at", change.at())
                .put("times", change.times() == 1 ? 0 : change.times())
                .put("detail", change.detail());
    }

    private static JobChange read(Fields json) {
        return new JobChange(
                json.text("job"),
                json.one(Kind.class, "kind"),
                json.text("by"),
                json.time("at"),
                Math.max(1, json.smallCount("times")),
                json.text("detail"));
    }

    private static String cut(String text) {
        if (text.length() <= MAX_TEXT) {
            return text;
        }
        int end = MAX_TEXT - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
