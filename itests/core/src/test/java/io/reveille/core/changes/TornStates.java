package io.reveille.core.changes;

import io.reveille.spi.StateRecord;
import io.reveille.spi.StateStore;
import io.reveille.testing.MemoryStateStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;

/** A store of state of which a save that fails, or is cut off by a kill, may leave any part. */
final class TornStates implements StateStore {

    private enum Part {
        NONE,
        ALL,
        SOME
    }

    private final MemoryStateStore store = new MemoryStateStore();
    private final WriteFaults faults;
    private final Random random;
    private final StepLog log;
    private boolean worksAgain;

    TornStates(WriteFaults faults, Random random, StepLog log) {
        this.faults = faults;
        this.random = random;
        this.log = log;
    }

    /** Whether there is a record of this name. */
    boolean has(String name) {
        return store.names().contains(name);
    }

    /** The names of all records. */
    Collection<String> names() {
        return store.names();
    }

    /** The text of a record; empty if there is none. */
    String text(String name) {
        return store.text(name);
    }

    /** Whether a save has worked since the last one that failed. */
    boolean worksAgain() {
        return worksAgain;
    }

    @Override
    public Durability survives() {
        return store.survives();
    }

    @Override
    public List<StateRecord> load() throws IOException {
        return store.load();
    }

    @Override
    public void save(Collection<StateRecord> changed, Collection<String> forgotten) throws IOException {
        switch (faults.next()) {
            case WORKS -> {
                store.save(changed, forgotten);
                worksAgain = true;
            }
            case FAILS -> {
                worksAgain = false;
                savePart("a save of state fails", changed, forgotten);
                throw new IOException("the disk does not answer for a moment");
            }
            case CUT_OFF -> {
                savePart("killed in a save of state", changed, forgotten);
                throw new IOException("the process is killed in the middle of a save");
            }
            case DEAD -> throw new IOException("the process is killed");
        }
    }

    private void savePart(String what, Collection<StateRecord> changed, Collection<String> forgotten)
            throws IOException {
        Part part = Part.values()[random.nextInt(Part.values().length)];
        List<StateRecord> saved = new ArrayList<>(changed);
        List<String> dropped = new ArrayList<>(forgotten);
        saved.removeIf(record -> isLeftOut(part));
        dropped.removeIf(name -> isLeftOut(part));
        store.save(saved, dropped);
        log.detail(what + ": saved are " + names(saved) + " of " + names(changed) + ", dropped are " + dropped + " of "
                + forgotten);
    }

    private boolean isLeftOut(Part part) {
        return part == Part.NONE || (part == Part.SOME && random.nextBoolean());
    }

    private static List<String> names(Collection<StateRecord> records) {
        return records.stream().map(StateRecord::job).toList();
    }
}
