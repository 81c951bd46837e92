package io.reveille.core.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.Job;
import io.reveille.JobResult;
import io.reveille.testing.MemoryDefinitionStore;
import io.reveille.testing.MemoryStateStore;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The cost of a definition by code, counted: calls of the stores, and letters to the engine's thread. */
class DefinitionCostTest {

    private static final int RUNS = 300;

    private final MemoryStateStore states = new MemoryStateStore();
    private final MemoryDefinitionStore definitions = new MemoryDefinitionStore();
    private final List<Job> jobs = new ArrayList<>();
    private RealGateway gateway;

    @BeforeEach
    void start() throws Exception {
        gateway = new RealGateway(states, definitions);
        gateway.handler("poll", context -> JobResult.success());
        make(1); // the save of the start is on its way, or over
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
    }

    private void make(int many) {
        for (int i = 0; i < many; i++) {
            jobs.add(gateway.scheduler()
                    .every(1)
                    .hours()
                    .named("job " + jobs.size())
                    .run("poll"));
        }
    }

    /** Letters: the question, the report of the store, the effect, the word of the save; and a save of all in a while. */
    private void assertCost(int before, int letters, int writes) {
        assertThat(saves() - before).isBetween(RUNS, RUNS + RUNS / 50 + 2);
        assertThat(gateway.letters() - letters).isLessThanOrEqualTo(4 * RUNS + RUNS / 50 + 4);
        assertThat(definitions.writes() - writes).isEqualTo(RUNS);
    }

    private int saves() {
        gateway.scheduler().jobs(); // the engine has read all letters
        return gateway.onStateThread(states::saves);
    }

    @Test
    void aDefinitionIsOneSaveOneWriteAndFourLetters() {
        int saves = saves();
        int letters = gateway.letters();
        int writes = definitions.writes();

        make(RUNS);

        assertCost(saves, letters, writes);
    }

    @Test
    void soIsACancellation() {
        make(RUNS);
        int saves = saves();
        int letters = gateway.letters();
        int writes = definitions.writes();

        jobs.subList(0, RUNS).forEach(Job::cancel);

        assertCost(saves, letters, writes);
    }

    @Test
    void aDefinitionThatStandsIsOneLetter() {
        int letters = gateway.letters();
        for (int i = 0; i < RUNS; i++) {
            gateway.scheduler().every(1).hours().named("job 0").run("poll");
        }
        assertThat(gateway.letters() - letters).isLessThanOrEqualTo(RUNS + 4);
        assertThat(definitions.writes()).isEqualTo(1);
    }

    @Test
    void clearAsksOnceForAll() {
        make(RUNS);
        int letters = gateway.letters();

        assertThat(gateway.scheduler().clear()).isEqualTo(RUNS + 1);

        assertThat(gateway.letters() - letters).isLessThanOrEqualTo(RUNS + 30); // a report of the store for each
        assertThat(gateway.scheduler().jobs()).isEmpty();
    }
}
