package io.reveille.testing;

import io.reveille.spi.RecordsRefusedException;
import io.reveille.spi.StateRecord;
import io.reveille.spi.StateStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A store of state in memory, which survives restarts and crashes as a disk does: all that save() has acknowledged is
 * there afterwards. Can be made to fail.
 */
public final class MemoryStateStore implements StateStore {

    private final Map<String, String> records = new TreeMap<>();
    private Set<String> failingFor = Set.of();
    private volatile Written written = Written.NOTHING;
    private Set<String> refused = Set.of();
    private boolean failing;
    private int saves;

    @Override
    public Durability survives() {
        return Durability.POWER_CUT;
    }

    @Override
    public List<StateRecord> load() throws IOException {
        check();
        List<StateRecord> all = new ArrayList<>();
        records.forEach((job, json) -> all.add(new StateRecord(job, json)));
        return all;
    }

    @Override
    public void save(Collection<StateRecord> changed, Collection<String> forgotten) throws IOException {
        saves++;
        check();
        changed.forEach(this::count);
        changed.stream()
                .filter(record -> !failingFor.contains(record.job()) && !refused.contains(record.job()))
                .forEach(record -> records.put(record.job(), record.json()));
        forgotten.stream().filter(job -> !failingFor.contains(job)).forEach(records::remove);
        if (changed.stream().anyMatch(record -> failingFor.contains(record.job()))) {
            throw new IOException("the disk does not answer any more, in the middle of a save");
        }
        List<String> names =
                changed.stream().map(StateRecord::job).filter(refused::contains).toList();
        if (!names.isEmpty()) {
            throw new RecordsRefusedException(names, "refused by the test: " + names);
        }
    }

    /** Sets whether every call of Reveille fails with an {@link IOException}. */
    public void fail(boolean now) {
        failing = now;
    }

    /**
     * Makes each save with a record of one of these jobs fail, after it has kept the records of all other jobs.
     *
     * @param jobs the names; none: saves work again
     */
    public void failFor(String... jobs) {
        failingFor = Set.of(jobs);
    }

    /** Returns the number and total length of the records given to the store: without pages nothing else is written. */
    @Override
    public Written written() {
        return written;
    }

    private void count(StateRecord record) {
        int length = record.json().getBytes(StandardCharsets.UTF_8).length;
        written = new Written(written.writes() + 1, written.bytes() + length);
    }

    /**
     * Refuses records of these names, like records that break the rules; all others are saved.
     *
     * @param names the names; none: all records are saved again
     */
    public void refuse(String... names) {
        refused = Set.of(names);
    }

    /** Returns the number of saves, with or without success. */
    public int saves() {
        return saves;
    }

    /** Returns the names of the jobs that have a record. */
    public Collection<String> jobs() {
        return records.keySet().stream().filter(name -> name.indexOf('/') < 0).toList(); // without the engine's own
    }

    /** Returns the names of all records, the engine's own included. */
    public Collection<String> names() {
        return List.copyOf(records.keySet());
    }

    /** Returns the record of a job, JSON in the form of this version of Reveille; empty if there is none. */
    public String text(String job) {
        return records.getOrDefault(job, "");
    }

    /** Puts a record into the store for the next start, without checks. */
    public void put(String job, String json) {
        records.put(job, json);
    }

    private void check() throws IOException {
        if (failing) {
            throw new IOException("the disk does not answer");
        }
    }
}
