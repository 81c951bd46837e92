package io.reveille.core.definitions;

import io.reveille.core.json.Json;
import io.reveille.core.state.DefinitionChange;
import io.reveille.core.state.Fields;
import io.reveille.core.state.RecordKind;
import io.reveille.core.state.TypedProperties;
import io.reveille.core.state.Written;
import io.reveille.spi.StateRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes of definitions that are to be made, all or none, whatever happens meanwhile. Kept in records of bounded
 * length; the last of them makes the intent valid and is saved after all others.
 *
 * @param number the intent's number; later intents have higher ones, for ever
 * @param states the states that new jobs go on with, in the order of their names
 * @param settled jobs whose definitions somebody else has changed since: these are not changed any more, while the
 *     intent's effect on the jobs holds
 */
public record Intent(long number, List<DefinitionChange> changes, List<StateRecord> states, SortedSet<String> settled) {

    private static final Logger LOG = LoggerFactory.getLogger(Intent.class);

    private static final String STATE = "state";

    private static final String SETTLED = "settled";

    private static final int VERSION = 2;

    /** The most characters of changes in one record: two records fit on a page. */
    private static final int MOST = 20_000;

    /**
     * The content of the records of intents.
     *
     * @param intents the complete intents, oldest first
     * @param dropped the names of records of incomplete intents, whose last record was never saved
     * @param highest the highest number among them; 0: none
     */
    public record Found(List<Intent> intents, List<String> dropped, long highest) {}

    public Intent {
        changes = List.copyOf(changes);
        states = states.stream().sorted(Comparator.comparing(StateRecord::job)).toList();
        settled = Collections.unmodifiableSortedSet(new TreeSet<>(settled));
    }

    /** Makes an intent whose definitions nobody else has changed. */
    public Intent(long number, List<DefinitionChange> changes, List<StateRecord> states) {
        this(number, changes, states, Collections.emptySortedSet());
    }

    /** Makes an intent without states. */
    public Intent(long number, List<DefinitionChange> changes) {
        this(number, changes, List.of());
    }

    /** Whether the intent changes the definition of this job, and nobody else has since. */
    public boolean isOpenFor(String job) {
        return !settled.contains(job)
                && changes.stream().anyMatch(change -> change.job().equals(job));
    }

    /** The same intent, now that somebody else has changed the definition of this job. */
    public Intent settledFor(String job) {
        SortedSet<String> more = new TreeSet<>(settled);
        more.add(job);
        return new Intent(number, changes, states, more);
    }

    /** The record that marks a job as settled, beside all others. */
    public StateRecord settlement(String job) {
        return new StateRecord(
                prefix(number) + SETTLED + "/" + job,
                Json.print(new Written().always("v", VERSION).json()));
    }

    /** The records to store; the last is to be saved when all others are. */
    public List<StateRecord> write() {
        List<List<Map<String, Object>>> parts = new ArrayList<>(List.of(new ArrayList<>()));
        int length = 0;
        for (DefinitionChange change : changes) {
            Map<String, Object> json = write(change);
            int more = Json.print(json).length();
            if (length > 0 && length + more > MOST) {
                parts.add(new ArrayList<>());
                length = 0;
            }
            parts.get(parts.size() - 1).add(json);
            length += more;
        }
        List<StateRecord> records = new ArrayList<>();
        for (int part = 1; part < parts.size(); part++) {
            records.add(record(prefix(number) + part, new Written().always("v", VERSION), parts.get(part)));
        }
        for (StateRecord state : states) { // each in a record of its own, since it may have full length
            records.add(new StateRecord(prefix(number) + STATE + "/" + state.job(), state.json()));
        }
        settled.forEach(job -> records.add(settlement(job)));
        Written last = new Written()
                .always("v", VERSION)
                .put("parts", parts.size() - 1)
                .put("states", states.size());
        records.add(record(name(number), last, parts.get(0)));
        return records;
    }

    private static String name(long number) {
        return RecordKind.INTENT.nameOf(String.valueOf(number));
    }

    private static String prefix(long number) {
        return name(number) + "/";
    }

    /** The names of the intent's records. */
    public List<String> names() {
        return write().stream().map(StateRecord::job).toList();
    }

    /** Reads all intents from the records; one that is damaged, or of a newer version, is left alone. */
    public static Found read(List<StateRecord> records) {
        SortedMap<Long, Fields> last = new TreeMap<>();
        Map<String, Fields> parts = new TreeMap<>();
        SortedMap<String, StateRecord> states = new TreeMap<>();
        SortedMap<String, String> settled = new TreeMap<>(); // the job, by the record's name
        Set<String> newer = new HashSet<>(); // prefixes of intents that a newer version has written
        long highest = 0;
        for (StateRecord record : records) {
            try {
                String[] path = RecordKind.INTENT.subjectOf(record.job()).split("/", -1);
                long number = Long.parseLong(path[0]);
                if (path.length == 3 && path[1].equals(STATE)) {
                    highest = Math.max(highest, number);
                    states.put(record.job(), new StateRecord(path[2], record.json()));
                    continue;
                }
                if (path.length == 3 && path[1].equals(SETTLED)) {
                    highest = Math.max(highest, number);
                    settled.put(record.job(), path[2]);
                    continue;
                }
                Fields json = new Fields(Json.parseObject(record.json()));
                highest = Math.max(highest, number);
                if (json.version() > VERSION) {
                    LOG.warn(
                            "{} is of version {} and left alone; it is not carried out.", record.job(), json.version());
                    newer.add(prefix(number));
                } else if (path.length == 1) {
                    last.put(number, json);
                } else {
                    parts.put(record.job(), json);
                }
            } catch (IllegalArgumentException e) {
                LOG.error(
                        "A change of definitions that was under way cannot be read and is left alone: {}. It was: {}",
                        e.getMessage(),
                        record.json());
            }
        }
        List<Intent> intents = new ArrayList<>();
        last.forEach((number, json) -> {
            String prefix = prefix(number);
            List<StateRecord> own = states.entrySet().stream()
                    .filter(state -> state.getKey().startsWith(prefix))
                    .map(Map.Entry::getValue)
                    .toList();
            SortedSet<String> touched = new TreeSet<>(
                    settled.subMap(prefix, prefix + Character.MAX_VALUE).values());
            whole(number, json, parts, own, touched).ifPresent(intents::add);
            parts.keySet().removeIf(part -> part.startsWith(prefix));
            states.keySet().removeIf(state -> state.startsWith(prefix));
            settled.keySet().removeIf(job -> job.startsWith(prefix));
        });
        List<String> dropped = new ArrayList<>(parts.keySet());
        dropped.addAll(states.keySet());
        dropped.addAll(settled.keySet());
        dropped.removeIf(record -> newer.stream().anyMatch(record::startsWith));
        return new Found(intents, List.copyOf(dropped), highest);
    }

    private static Optional<Intent> whole(
            long number, Fields last, Map<String, Fields> parts, List<StateRecord> states, SortedSet<String> settled) {
        try {
            List<DefinitionChange> changes = new ArrayList<>();
            last.list("changes").forEach(change -> changes.add(read(change)));
            for (int part = 1; part <= last.smallCount("parts"); part++) {
                Fields json = parts.get(prefix(number) + part);
                if (json == null) {
                    throw new IllegalArgumentException("part " + part + " of it is not there");
                }
                json.list("changes").forEach(change -> changes.add(read(change)));
            }
            if (states.size() != last.smallCount("states")) {
                throw new IllegalArgumentException(
                        states.size() + " of its " + last.smallCount("states") + " states are there");
            }
            return Optional.of(new Intent(number, changes, states, settled));
        } catch (IllegalArgumentException e) {
            LOG.error(
                    "A change of definitions that was under way, {}, cannot be read, and is not carried out: {}.",
                    name(number),
                    e.getMessage());
            return Optional.empty();
        }
    }

    private static StateRecord record(String name, Written json, List<Map<String, Object>> changes) {
        return new StateRecord(name, Json.print(json.always("changes", changes).json()));
    }

    private static Map<String, Object> write(DefinitionChange change) {
        Written json = new Written()
                .always("job", change.job())
                .put("address", change.address().orElse(""))
                .put("before", change.before())
                .put("owner", change.owner())
                .put("code", change.code());
        change.properties().ifPresent(properties -> json.always("properties", TypedProperties.write(properties)));
        return json.json();
    }

    private static DefinitionChange read(Fields json) {
        return new DefinitionChange(
                json.name("job"),
                Optional.of(json.text("address")).filter(address -> !address.isEmpty()),
                json.has("properties")
                        ? Optional.of(Map.copyOf(TypedProperties.read(json.object("properties"))))
                        : Optional.empty(),
                json.text("before"),
                json.text("owner"),
                json.text("code"));
    }
}
