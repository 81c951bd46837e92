package io.reveille.core.changes;

import io.reveille.core.json.Json;
import io.reveille.core.state.DefinitionChange;
import io.reveille.core.state.Fields;
import io.reveille.core.state.RecordKind;
import io.reveille.core.state.TypedProperties;
import io.reveille.core.state.Written;
import io.reveille.spi.JobProperties;
import io.reveille.spi.StateRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A change of one job's definition that is on its way to the store of definitions, as it is saved before that store is
 * touched. A later change of the same job takes its place.
 *
 * @param number the number of the change; those that are made together share one
 * @param together whether the change is valid only beside the mark of its number
 * @param incarnation the number of the deletion that the job has begun after: its state is of a later change; 0: none
 * @param before the meanings of the definitions that the change may replace, {@link #NOTHING} included
 * @param last the definition as it is to be; of a deletion as it was last, or empty if that is too long
 * @param imported the number of the import that the state came with; 0: the job goes on with its own
 * @param state the state that the job goes on with unless its own knows of that import
 */
public record PendingChange(
        DefinitionChange change,
        long number,
        boolean together,
        long incarnation,
        List<String> before,
        Map<String, Object> last,
        long imported,
        Optional<StateRecord> state) {

    /** The meaning of no definition. */
    public static final String NOTHING = "";

    private static final int VERSION = 1;

    public PendingChange {
        before = List.copyOf(before);
    }

    /**
     * Makes a change that takes another one back, without an effect on the job.
     *
     * @param made the meaning of the definition that the other one has made
     */
    public static PendingChange back(DefinitionChange change, long number, String made) {
        return new PendingChange(
                change, number, true, 0, List.of(made), change.properties().orElse(Map.of()), 0, Optional.empty());
    }

    /** Whether changes of one call are valid only beside the mark of their number. */
    static boolean areTogether(List<PendingChange> announced) {
        return announced.stream().anyMatch(PendingChange::together);
    }

    public String job() {
        return change.job();
    }

    public boolean deletes() {
        return change.deletes();
    }

    /** The same change, which replaces no definition any more: somebody else has changed that since. */
    PendingChange overtaken() {
        return new PendingChange(change, number, together, incarnation, List.of(), last, imported, state);
    }

    /** The record of the definition as the change tells it. */
    public DefinitionRecord known(Instant accepted) {
        return new DefinitionRecord(
                job(),
                change.address().orElse(""),
                last,
                accepted,
                number,
                incarnation,
                Optional.empty(),
                change.owner(),
                change.code());
    }

    /** The records to store. */
    public List<StateRecord> records() {
        List<StateRecord> records = new ArrayList<>();
        state.ifPresent(
                imports -> records.add(new StateRecord(RecordKind.PENDING_STATE.nameOf(job()), imports.json())));
        records.add(record(RecordKind.PENDING));
        return records;
    }

    /** The record to store for a change that takes another one back. */
    public StateRecord recordOfBack() {
        return record(RecordKind.PENDING_BACK);
    }

    /** The names of the records that may be stored of a change of this job. */
    public static List<String> names(String job) {
        return List.of(
                RecordKind.PENDING.nameOf(job),
                RecordKind.PENDING_STATE.nameOf(job),
                RecordKind.PENDING_BACK.nameOf(job));
    }

    /** The names of the records of changes that are made together, but for those that are there before. */
    static List<String> names(List<PendingChange> announced, List<StateRecord> before) {
        Set<String> names = new LinkedHashSet<>();
        for (PendingChange change : announced) {
            names.addAll(names(change.job()));
            if (!change.together()) {
                names.remove(RecordKind.PENDING_BACK.nameOf(change.job())); // takes back an earlier change
            } else {
                names.add(StoredChanges.nameOfMark(change.number()));
            }
        }
        before.forEach(record -> names.remove(record.job()));
        return List.copyOf(names);
    }

    private StateRecord record(RecordKind kind) {
        StateRecord whole = write(kind, last);
        if (!deletes() || DefinitionRecord.fits(whole)) {
            return whole;
        }
        StateRecord own = write(kind, JobProperties.definition(last));
        return DefinitionRecord.fits(own) ? own : write(kind, Map.of());
    }

    private StateRecord write(RecordKind kind, Map<String, Object> definition) {
        Written json = new Written()
                .always("v", VERSION)
                .always("number", number)
                .put("together", together)
                .put("incarnation", incarnation)
                .put("imported", imported)
                .put("deletes", deletes())
                .put("address", change.address().orElse(""))
                .put("before", before, meaning -> new Written().put("meaning", meaning))
                .put("owner", change.owner())
                .put("code", change.code())
                .put("properties", TypedProperties.write(definition));
        return new StateRecord(kind.nameOf(job()), Json.print(json.json()));
    }

    /**
     * Reads a stored record; empty if that is of a newer version.
     *
     * @param state the state that is stored beside it
     * @throws IllegalArgumentException if the text is damaged
     */
    public static Optional<PendingChange> read(RecordKind kind, StateRecord record, Optional<StateRecord> state) {
        Fields json = new Fields(Json.parseObject(record.json()));
        if (json.version() > VERSION) {
            return Optional.empty();
        }
        Map<String, Object> last = Map.copyOf(TypedProperties.read(json.object("properties")));
        DefinitionChange change = new DefinitionChange(
                kind.subjectOf(record.job()),
                Optional.of(json.text("address")).filter(address -> !address.isEmpty()),
                json.flag("deletes") ? Optional.empty() : Optional.of(last),
                json.text("owner"),
                json.text("code"),
                Optional.empty());
        long imported = json.count("imported");
        return Optional.of(new PendingChange(
                change,
                json.count("number"),
                json.flag("together"),
                json.count("incarnation"),
                json.list("before").stream().map(each -> each.text("meaning")).toList(),
                last,
                imported,
                state.filter(any -> imported > 0)));
    }
}
