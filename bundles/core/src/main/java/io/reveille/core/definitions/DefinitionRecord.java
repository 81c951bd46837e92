package io.reveille.core.definitions;

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
 * What a stored definition said last when it could be used, kept beside the state of the job.
 *
 * @param job the job's name
 * @param address where it lies in the store, or lay
 * @param properties as they were found there
 * @param accepted when this was taken in
 * @param intent the number of the intent that changed it last; 0: none has
 * @param deleted since when it is not there; empty if it is
 * @param owner the bundle whose code made the job, should its state be lost; empty: none
 * @param code tells what that code had given last
 */
public record DefinitionRecord(
        String job,
        String address,
        Map<String, Object> properties,
        Instant accepted,
        long intent,
        Optional<Deleted> deleted,
        String owner,
        String code) {

    /**
     * That it is gone.
     *
     * @param trusted whether the clock that said when was trusted
     * @param owner the bundle whose code had made the job; empty: none
     * @param code tells what that code had given last
     */
    public record Deleted(Instant at, boolean trusted, How how, String owner, String code) {}

    private static final int VERSION = 2;

    /** One that nobody's code is known to have made. */
    public DefinitionRecord(
            String job,
            String address,
            Map<String, Object> properties,
            Instant accepted,
            long intent,
            Optional<Deleted> deleted) {
        this(job, address, properties, accepted, intent, deleted, "", "");
    }

    /** The same, with the texts of the definition that lies there if that still says the same: to hold them once. */
    public DefinitionRecord asFoundIn(Map<String, StoredDefinition> found) {
        StoredDefinition there = found.get(address);
        if (there == null || !TypedProperties.same(properties, there.properties())) {
            return this;
        }
        String name = there.properties().get(JobProperties.NAME) instanceof String its && its.equals(job) ? its : job;
        return new DefinitionRecord(name, there.id(), there.properties(), accepted, intent, deleted, owner, code);
    }

    public DefinitionRecord withAccepted(Instant when) {
        return new DefinitionRecord(job, address, properties, when, intent, deleted, owner, code);
    }

    public DefinitionRecord withIntent(long number) {
        return new DefinitionRecord(job, address, properties, accepted, number, deleted, owner, code);
    }

    public DefinitionRecord withDeleted(Optional<Deleted> when) {
        return new DefinitionRecord(
                job,
                address,
                properties,
                accepted,
                intent,
                when,
                when.map(Deleted::owner).orElse(owner),
                when.map(Deleted::code).orElse(code));
    }

    /** The same, made by the code of a bundle. */
    public DefinitionRecord by(String newOwner, String newCode) {
        return new DefinitionRecord(job, address, properties, accepted, intent, deleted, newOwner, newCode);
    }

    /** The record to store. If it would be too long, with what belongs to the definition alone; empty if it still is. */
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
                .put("intent", intent)
                .put("owner", owner)
                .put("code", code);
        deleted.ifPresent(gone -> json.always("deleted", gone.at().toString())
                .put("untrusted", !gone.trusted())
                .always("how", gone.how().name())
                .put("owner", gone.owner())
                .put("code", gone.code()));
        return new StateRecord(RecordKind.DEFINITION.nameOf(job), Json.print(json.json()));
    }

    private static boolean fits(StateRecord record) {
        return record.json().length() <= StateRecord.MAX_LENGTH
                && record.json().getBytes(StandardCharsets.UTF_8).length <= StateRecord.MAX_LENGTH;
    }

    /**
     * From its record; empty if that is of a newer version.
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
        return Optional.of(new DefinitionRecord(
                RecordKind.DEFINITION.subjectOf(record.job()),
                json.text("address"),
                Map.copyOf(TypedProperties.read(json.object("properties"))),
                json.time("accepted"),
                json.count("intent"),
                deleted,
                json.text("owner"),
                json.text("code")));
    }
}
