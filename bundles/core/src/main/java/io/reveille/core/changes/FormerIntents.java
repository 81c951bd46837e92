package io.reveille.core.changes;

import io.reveille.core.intake.DefinitionCodec;
import io.reveille.core.json.Json;
import io.reveille.core.state.DefinitionChange;
import io.reveille.core.state.Fields;
import io.reveille.core.state.RecordKind;
import io.reveille.core.state.TypedProperties;
import io.reveille.spi.StateRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pending changes of definitions as earlier versions kept them, which are only read: intents with a number, each with
 * one or many changes, cut into records of bounded length, of which the last makes the intent valid. Several intents may
 * be about one job.
 *
 * @param byJob the changes of each job, oldest first
 * @param names the names of the records that are not needed any more once the changes are carried out
 * @param highest the highest number; 0: none
 */
public record FormerIntents(Map<String, List<Step>> byJob, List<String> names, long highest) {

    private static final Logger LOG = LoggerFactory.getLogger(FormerIntents.class);

    private static final int VERSION = 2;

    /**
     * A change of one job's definition.
     *
     * @param before the meaning of the definition that the change may replace
     * @param state the state that the job goes on with by the change
     * @param settled whether somebody else has changed the definition after it
     */
    public record Step(
            long number, DefinitionChange change, String before, Optional<StateRecord> state, boolean settled) {}

    /** The records of one intent. */
    private static final class Intent {
        private final List<String> names = new ArrayList<>();
        private final Map<String, Fields> parts = new HashMap<>(); // by number; the last has none
        private final Map<String, StateRecord> states = new HashMap<>(); // by job
        private final Set<String> settled = new HashSet<>(); // jobs
        private boolean isLeft; // of a newer version, or damaged

        private void read(String[] path, StateRecord record) {
            if (path.length == 3 && path[1].equals("state")) {
                states.put(path[2], new StateRecord(path[2], record.json()));
            } else if (path.length == 3 && path[1].equals("settled")) {
                settled.add(path[2]);
            } else {
                Fields json = new Fields(Json.parseObject(record.json()));
                if (json.version() > VERSION) {
                    LOG.warn("{} is of a newer version and left alone; it is not carried out.", record.job());
                    isLeft = true;
                }
                parts.put(path.length == 1 ? "" : path[1], json);
            }
            names.add(record.job());
        }

        private List<Step> steps(long number) {
            Fields last = parts.get("");
            if (last == null || isLeft) {
                return List.of();
            }
            List<Fields> changes = new ArrayList<>(last.list("changes"));
            for (int part = 1; part <= last.smallCount("parts"); part++) {
                Fields json = parts.get(String.valueOf(part));
                if (json == null) {
                    throw new IllegalArgumentException("part " + part + " of it is not there");
                }
                changes.addAll(json.list("changes"));
            }
            if (states.size() != last.smallCount("states")) {
                throw new IllegalArgumentException(
                        states.size() + " of its " + last.smallCount("states") + " states are there");
            }
            return changes.stream().map(change -> step(number, change)).toList();
        }

        private Step step(long number, Fields json) {
            String job = json.name("job");
            DefinitionChange change = new DefinitionChange(
                    job,
                    Optional.of(json.text("address")).filter(address -> !address.isEmpty()),
                    json.has("properties")
                            ? Optional.of(Map.copyOf(TypedProperties.read(json.object("properties"))))
                            : Optional.empty(),
                    json.text("owner"),
                    json.text("code"),
                    Optional.empty());
            return new Step(
                    number, change, json.text("before"), Optional.ofNullable(states.get(job)), settled.contains(job));
        }
    }

    /** Reads the records. An intent that is damaged, or of a newer version, is left alone. */
    public static FormerIntents read(Collection<StateRecord> records) {
        SortedMap<Long, Intent> intents = new TreeMap<>();
        for (StateRecord record : records) {
            if (RecordKind.FORMER_INTENT.includes(record)) {
                String[] path = RecordKind.FORMER_INTENT.subjectOf(record.job()).split("/", 3);
                try {
                    intents.computeIfAbsent(Long.parseLong(path[0]), any -> new Intent())
                            .read(path, record);
                } catch (IllegalArgumentException e) {
                    unreadable(record.job(), e, record.json());
                }
            }
        }
        Map<String, List<Step>> byJob = new LinkedHashMap<>();
        List<String> names = new ArrayList<>();
        intents.forEach((number, intent) -> {
            try {
                for (Step step : intent.steps(number)) {
                    byJob.computeIfAbsent(step.change().job(), any -> new ArrayList<>())
                            .add(step);
                }
                names.addAll(intent.isLeft ? List.of() : intent.names);
            } catch (IllegalArgumentException e) {
                unreadable(String.join(", ", intent.names), e, intent.parts.toString());
            }
        });
        return new FormerIntents(byJob, names, intents.isEmpty() ? 0 : intents.lastKey());
    }

    private static void unreadable(String names, IllegalArgumentException e, String texts) {
        LOG.error(
                "A change of definitions that was under way cannot be read and is left alone: {}. It was {}: {}",
                e.getMessage(),
                names,
                texts);
    }

    /**
     * Makes one change of the changes of one job.
     *
     * @param steps the changes, oldest first
     * @param record the record of the definition: changes that it knows are done
     */
    public static PendingChange asOne(List<Step> steps, Optional<DefinitionRecord> record, DefinitionCodec codec) {
        Step last = steps.get(steps.size() - 1);
        long known = record.map(DefinitionRecord::change).orElse(0L);
        List<String> before = new ArrayList<>();
        Map<String, Object> text = record.map(DefinitionRecord::properties).orElse(Map.of());
        long incarnation = 0;
        long imported = 0;
        Optional<StateRecord> state = Optional.empty();
        for (Step step : steps) {
            Optional<Map<String, Object>> wanted = step.change().properties();
            boolean isNew = step.number() > known;
            if (isNew && !step.settled()) {
                before.add(step.before());
            }
            if (wanted.isEmpty()) {
                incarnation = step.number();
                imported = 0;
                state = Optional.empty();
            } else if (isNew
                    && (!last.change().deletes() || codec.meaning(wanted.get()).equals(last.before()))) {
                text = wanted.get();
            }
            if (step.state().isPresent()) {
                imported = step.number();
                state = step.state();
            }
        }
        return new PendingChange(last.change(), last.number(), false, incarnation, before, text, imported, state);
    }
}
