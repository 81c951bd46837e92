package io.reveille.core.saving;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.spi.RecordsRefusedException;
import io.reveille.spi.StateRecord;
import io.reveille.spi.StateStore;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

class SaverTest {

    private static final StateRecord A = new StateRecord("a", "{}");
    private static final StateRecord B = new StateRecord("b", "{}");

    /** What a store does with a save. */
    private interface Save {
        void save() throws IOException;
    }

    @Test
    void whatTheStoreTakesIsSaved() {
        Saver.Result result = save(() -> {});

        assertThat(result.done()).isTrue();
        assertThat(result.has(List.of(A, B))).isTrue();
    }

    @Test
    void ofWhatItRefusesTheOthersAreSaved() {
        Saver.Result result = save(() -> {
            throw new RecordsRefusedException(List.of("a"), "refused: a");
        });

        assertThat(result.done()).isTrue();
        assertThat(result.has(List.of(A))).isFalse();
        assertThat(result.has(List.of(A, B))).isFalse();
        assertThat(result.has(List.of(B))).isTrue();
    }

    @Test
    void nothingIsKnownToBeSavedIfItFailsInAnyWay() {
        List<Save> failures = List.of(
                () -> {
                    throw new IOException("no");
                },
                () -> {
                    throw new IllegalStateException("no");
                },
                () -> {
                    throw new StackOverflowError();
                });
        for (Save failure : failures) {
            Saver.Result result = save(failure);

            assertThat(result.done()).isFalse();
            assertThat(result.has(List.of(B))).isFalse();
        }
    }

    @Test
    void whatIsSaidIsNotSaidAgainUntilItChangesOrIsOver() {
        RepeatFilter word = new RepeatFilter();

        assertThat(word.end()).as("nothing was said").isFalse();
        assertThat(word.isNew("disk full")).isTrue();
        assertThat(word.isNew("disk full")).isFalse();
        assertThat(word.isNew("read only")).isTrue();
        assertThat(word.isNew("disk full")).isTrue();
        assertThat(word.end()).isTrue();
        assertThat(word.end()).isFalse();
        assertThat(word.isNew("disk full")).isTrue();
    }

    private static Saver.Result save(Save what) {
        return new Saver(new StateStore() {
                    @Override
                    public Durability survives() {
                        return Durability.POWER_CUT;
                    }

                    @Override
                    public List<StateRecord> load() {
                        return List.of();
                    }

                    @Override
                    public void save(Collection<StateRecord> changed, Collection<String> forgotten) throws IOException {
                        what.save();
                    }
                })
                .save(List.of(A, B), List.of());
    }
}
