package io.reveille.core.changes;

import io.reveille.DeletedJob.How;
import io.reveille.core.json.Json;
import io.reveille.core.state.Fields;
import io.reveille.core.state.RecordKind;
import io.reveille.core.state.TypedProperties;
import io.reveille.core.state.Written;
import io.reveille.spi.JobProperties;
import io.reveille.spi.StateRecord;
import io.reveille.spi.StoredDefinition;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The last usable text of a stored definition, kept beside the state of the job.
 *
 * @param job the job's name
 * @param address the definition's place in the store, present or last
 * @param properties the properties as found there
 * @param accepted when this text was taken in
 * @param change the number of our last change of the definition; 0: none
 * @param incarnation the number of the deletion that the job has begun after: a state from before that is of another job;
 *     0: none
 * @param deleted the mark of deletion; empty if the definition is there
 * @param owner the bundle whose code made the job, in case the state is lost; empty: none
 * @param code the hash of the definition that this code gave last
 */
public record DefinitionRecord(
        String job,
        String address,
        Map<String, Object> properties,
        Instant accepted,
        long change,
        long incarnation,
        Optional<Deleted> deleted,
        String owner,
        String code) {

    /**
     * The mark of a deleted definition.
     *
     * @param trusted whether the clock was trusted at the deletion
     * @param owner the bundle whose code had made the job; empty: none
     * @param code the hash of the definition that this code gave last
     */
    public record Deleted(Instant at, boolean trusted, How how, String owner, String code) {}

    private static final int VERSION = 3;

    /** Makes a record of a definition that is new and that no code is known to have made. */
    public DefinitionRecord(String job, String address, Map<String, Object> properties, Instant accepted) {
        this(job, address, properties, accepted, 0, 0, Optional.empty(), "", "");
    }

    /** The same record, with the properties of the stored definition if these are equal, to hold them once. */
    public DefinitionRecord asFoundIn(Map<String, StoredDefinition> found) {
        StoredDefinition there = found.get(address);
        if (there == null || !TypedProperties.same(properties, there.properties())) {
            return this;
        }
        String name = there.properties().get(JobProperties.NAME) instanceof String its && its.equals(job) ? its : job;
        return new DefinitionRecord(
                name, there.id(), there.properties(), accepted, change, incarnation, deleted, owner, code);
    }

    public DefinitionRecord withAccepted(Instant when) {
        return new DefinitionRecord(job, address, properties, when, change, incarnation, deleted, owner, code);
    }

    public DefinitionRecord withProperties(Map<String, Object> all) {
        return new DefinitionRecord(job, address, all, accepted, change, incarnation, deleted, owner, code);
    }

    public DefinitionRecord withChange(long number) {
        return new DefinitionRecord(job, address, properties, accepted, number, incarnation, deleted, owner, code);
    }

    public DefinitionRecord withIncarnation(long number) {
        return new DefinitionRecord(job, address, properties, accepted, change, number, deleted, owner, code);
    }

    public DefinitionRecord withDeleted(Optional<Deleted> when) {
        return new DefinitionRecord(
                job,
                address,
                properties,
                accepted,
                change,
                incarnation,
                when,
                when.map(Deleted::owner).orElse(owner),
                when.map(Deleted::code).orElse(code));
    }

    /** The same record, made by the code of a bundle. */
    public DefinitionRecord by(String newOwner, String newCode) {
        return new DefinitionRecord(
                job, address, properties, accepted, change, incarnation, deleted, newOwner, newCode);
    }

    /**
     * The record to store; one that would be too long has only the definition's own properties, and is empty if still
     * too long.
     */
    public Optional<StateRecord> write() {
        return Optional.of(write(properties))
                .filter(DefinitionRecord::fits)
                .or(() ->
                        Optional.of(write(JobProperties.definition(properties))).filter(DefinitionRecord::fits));
    }

    private StateRecord write(Map<String, Object> kept) {
        Written json = new Written()
                .always("v", VERSION)
                .put("address", address)
                .always("properties", TypedProperties.write(kept))
                .always("accepted", accepted.toString())
                .put("intent", change)
                .put("incarnation", incarnation)
                .put("owner", owner)
                .put("code", code);
        deleted.ifPresent(gone -> json.always("deleted", gone.at().toString())
                .put("untrusted", !gone.trusted())
                .always("how", gone.how().name())
                .put("owner", gone.owner())
                .put("code", gone.code()));
        return new StateRecord(RecordKind.DEFINITION.nameOf(job), Json.print(json.json()));
    }

    public static boolean fits(StateRecord record) {
        return record.json().length() <= StateRecord.MAX_LENGTH
                && record.json().getBytes(StandardCharsets.UTF_8).length <= StateRecord.MAX_LENGTH;
    }

    /**
     * Reads a stored record; empty if that is of a newer version.
     *
     * @throws IllegalArgumentException if the text is damaged
     */
    public static Optional<DefinitionRecord> read(StateRecord record) {
        Fields json = new Fields(Json.parseObject(record.json()));
        if (json.version() > VERSION) {
            return Optional.empty();
        }
        Optional<Deleted> deleted = json.has("deleted")
                ? Optional.of(new Deleted(
                        json.time("deleted"),
                        !json.flag("untrusted"),
                        json.one(How.class, "how"),
                        json.text("owner"),
                        json.text("code")))
                : Optional.empty();
        // Earlier versions kept no incarnation: a job that was cancelled has left no state.
        long incarnation = json.version() < 3
                        && deleted.filter(gone -> gone.how() == How.CANCELLED).isPresent()
                ? json.count("intent")
                : json.count("incarnation");
        return Optional.of(new DefinitionRecord(
                RecordKind.DEFINITION.subjectOf(record.job()),
                json.text("address"),
                Map.copyOf(TypedProperties.read(json.object("properties"))),
                json.time("accepted"),
                json.count("intent"),
                incarnation,
                deleted,
                json.text("owner"),
                json.text("code")));
    }
}
