package io.reveille.core.model;

import io.reveille.core.state.Claims;
import io.reveille.spi.StateRecord;
import io.reveille.spi.StateStore;
import io.reveille.testing.MemoryStateStore;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** A store of state that says what it has acknowledged. */
final class WatchedStates implements StateStore {

    private final MemoryStateStore store = new MemoryStateStore();
    private Consumer<String> whenSaved = job -> {};
    private Consumer<String> whenForgotten = job -> {};
    private boolean failing;
    private Runnable hang = () -> {};
    private int savesLeft = Integer.MAX_VALUE;

    void tell(Consumer<String> saved, Consumer<String> forgotten) {
        whenSaved = saved;
        whenForgotten = forgotten;
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

    boolean isFailing() {
        return failing;
    }

    /** What is saved of a job. */
    String text(String job) {
        return store.text(job);
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
        store.save(changed, forgotten);
        savesLeft--;
        if (savesLeft == 0) {
            hang.run();
        }
        for (StateRecord record : changed) {
            if (record.kind().isEmpty()) {
                whenSaved.accept(record.job());
            } else if (Claims.isIn(record)) {
                whenSaved.accept(Claims.job(record)); // all that is known of its job
            }
        }
        forgotten.stream().filter(name -> !name.startsWith("/")).forEach(whenForgotten);
    }
}
