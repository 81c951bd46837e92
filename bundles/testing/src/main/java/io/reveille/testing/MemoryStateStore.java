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

/** Keeps state as a disk would: what save() has acknowledged is there after any crash. Can be made to fail. */
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

    /** From now on every call of Reveille fails with an {@link IOException}, or works again. */
    public void fail(boolean now) {
        failing = now;
    }

    /**
     * From now on a save that has one of these jobs in it breaks off: it keeps the records of all other jobs, and fails.
     *
     * @param jobs none: it works again
     */
    public void failFor(String... jobs) {
        failingFor = Set.of(jobs);
    }

    /** The records that it was given, and how long they were: without pages there is nothing else. */
    @Override
    public Written written() {
        return written;
    }

    private void count(StateRecord record) {
        int length = record.json().getBytes(StandardCharsets.UTF_8).length;
        written = new Written(written.writes() + 1, written.bytes() + length);
    }

    /**
     * From now on records of these names are refused, as those are that break the rules; all others are saved.
     *
     * @param names none: it takes all again
     */
    public void refuse(String... names) {
        refused = Set.of(names);
    }

    /** How often it was asked to save, with or without success. */
    public int saves() {
        return saves;
    }

    /** The names of the jobs that it knows. */
    public Collection<String> jobs() {
        return records.keySet().stream().filter(name -> name.indexOf('/') < 0).toList(); // but the engine's own
    }

    /** The names of all its records, the engine's own included. */
    public Collection<String> names() {
        return List.copyOf(records.keySet());
    }

    /** What it holds of a job, JSON in the form of this version of Reveille; empty if nothing. */
    public String text(String job) {
        return records.getOrDefault(job, "");
    }

    /** Puts a text there for the next start, past all checks. */
    public void put(String job, String json) {
        records.put(job, json);
    }

    private void check() throws IOException {
        if (failing) {
            throw new IOException("the disk does not answer");
        }
    }
}
