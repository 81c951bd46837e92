package io.reveille.core.changes;

import io.reveille.spi.DefinitionStore;
import io.reveille.spi.JobProperties;
import io.reveille.testing.MemoryDefinitionStore;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * A store of definitions of which a kill in the middle of a save leaves the old definition, the new one or none, as
 * ConfigurationAdmin does, and in the middle of a deletion the old one or none.
 */
final class CutDefinitions implements DefinitionStore {

    private enum Left {
        OLD,
        NONE,
        NEW
    }

    private final MemoryDefinitionStore store = new MemoryDefinitionStore();
    private final WriteFaults faults;
    private final Random random;
    private final StepLog log;

    CutDefinitions(WriteFaults faults, Random random, StepLog log) {
        this.faults = faults;
        this.random = random;
        this.log = log;
    }

    /** The definitions themselves, for operators and for a disk that loses some. */
    MemoryDefinitionStore store() {
        return store;
    }

    @Override
    public AutoCloseable open(Listener listener) throws IOException {
        return store.open(listener);
    }

    @Override
    public String save(Optional<String> id, Map<String, Object> properties) throws IOException {
        String address = id.orElse(MemoryDefinitionStore.canonical(properties.get(JobProperties.NAME)));
        if (isCutOff("the save of " + address)) {
            Left left = Left.values()[random.nextInt(3)];
            log.detail("killed in the save of " + address + ", left is: " + left);
            if (left == Left.NONE) {
                store.lose(address);
            } else if (left == Left.NEW) {
                store.save(id, properties);
            }
            throw new ProcessKilled("the save of " + address);
        }
        return store.save(id, properties);
    }

    @Override
    public void delete(String id) throws IOException {
        if (isCutOff("the deletion of " + id)) {
            Left left = Left.values()[random.nextInt(2)];
            log.detail("killed in the deletion of " + id + ", left is: " + left);
            if (left == Left.NONE) {
                store.lose(id);
            }
            throw new ProcessKilled("the deletion of " + id);
        }
        store.delete(id);
    }

    private boolean isCutOff(String what) throws IOException {
        return switch (faults.next()) {
            case WORKS -> false;
            case CUT_OFF -> true;
            case DEAD -> throw new ProcessKilled(what);
            case FAILS -> {
                log.detail(what + " fails");
                throw new IOException("the disk is full for a moment");
            }
        };
    }

    @Override
    public void tellAgain(String id) {
        store.tellAgain(id);
    }
}
