package io.reveille.core.model;

import io.reveille.core.state.RecordKind;
import io.reveille.persistence.pages.TornPages;
import io.reveille.spi.StateRecord;
import io.reveille.spi.StateStore;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A store of state that says what it is given, and what of it is left after an end. */
final class WatchedStates implements StateStore {

    /** Hears of that. */
    interface Watcher {

        /** This is about to be written of a job, and may be there after a crash. */
        void saving(String job, String text);

        /** So much is there, at a start: the texts of a job, that of a claim perhaps among them. */
        void loaded(Map<String, List<String>> texts);
    }

    private final TornPages store = new TornPages();
    private Watcher watcher = new Watcher() {
        @Override
        public void saving(String job, String text) {}

        @Override
        public void loaded(Map<String, List<String>> texts) {}
    };
    private boolean failing;
    private Runnable hang = () -> {};
    private int savesLeft = Integer.MAX_VALUE;

    void tell(Watcher told) {
        watcher = told;
    }

    void fail(boolean now) {
        failing = now;
        store.fail(now);
    }

    /** So many saves come to an end; then this is done. */
    void hangAfter(int saves, Runnable then) {
        savesLeft = saves;
        hang = then;
        if (saves == 0) {
            then.run();
        }
    }

    /** The power goes in the middle of a write, 1 being the next; then this is done. */
    void tearAt(int write, Runnable then) {
        hang = then;
        store.tearAt(write);
    }

    /** The power is back. */
    void restart() {
        savesLeft = Integer.MAX_VALUE;
        store.restart();
        fail(false);
    }

    boolean isFailing() {
        return failing;
    }

    @Override
    public Durability survives() {
        return store.survives();
    }

    @Override
    public List<StateRecord> load() throws IOException {
        List<StateRecord> records = store.load();
        Map<String, List<String>> texts = new HashMap<>();
        for (StateRecord record : records) {
            if (isOfJob(record)) {
                texts.merge(job(record), List.of(record.json()), WatchedStates::both);
            }
        }
        watcher.loaded(texts);
        return records;
    }

    private static List<String> both(List<String> one, List<String> other) {
        return List.of(one.get(0), other.get(0));
    }

    private static boolean isOfJob(StateRecord record) {
        return record.kind().isEmpty() || RecordKind.CLAIM.includes(record);
    }

    private static String job(StateRecord record) {
        return RecordKind.CLAIM.includes(record)
                ? RecordKind.CLAIM.subjectOf(record.job())
                : record.job(); // a claim is all that is known of its job
    }

    @Override
    public void save(Collection<StateRecord> changed, Collection<String> forgotten) throws IOException {
        if (!failing) {
            changed.stream()
                    .filter(WatchedStates::isOfJob)
                    .forEach(record -> watcher.saving(job(record), record.json()));
        }
        try {
            store.save(changed, forgotten);
        } finally {
            savesLeft--;
            if (savesLeft == 0 || store.isOff()) {
                hang.run();
            }
        }
    }
}
