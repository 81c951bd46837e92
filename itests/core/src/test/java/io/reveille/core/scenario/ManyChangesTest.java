package io.reveille.core.scenario;

import static io.reveille.testing.ManualScheduler.properties;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.core.state.DefinitionChange;
import io.reveille.testing.MemoryDefinitionStore.Killed;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Many changes of definitions as one, and kills, failures and edits by others in the middle of them. */
class ManyChangesTest extends ChangingJob {

    @Test
    void manyAreAllThereAfterAKillInTheMiddle() {
        hundredJobs();
        for (int at : new int[] {1, 2, 60, 101, 102}) {
            gateway.definitions().killAt(at);
            assertThatThrownBy(() -> changes().apply(hundredChanges(at))).isInstanceOf(Killed.class);
            gateway.crashFor(MOMENT);

            assertHundredChanged(at);
        }
        gateway.advance(SAVED);
        assertThat(pending()).isEmpty();
    }

    @Test
    void manyAreAllThereOnceTheCallHasReturned() {
        hundredJobs();
        changes().apply(hundredChanges(5));
        assertHundredChanged(5);
        gateway.crashFor(MOMENT);
        assertHundredChanged(5);
    }

    @Test
    void ofManyNoneIsThereIfTheStoreFailsInTheMiddle() {
        hundredJobs();
        for (int at : new int[] {1, 2, 60, 101, 102}) {
            gateway.definitions().failAt(at);

            assertThatThrownBy(() -> changes().apply(hundredChanges(1)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("nothing was changed")
                    .hasRootCauseInstanceOf(IOException.class);
            assertNothingChanged();
            gateway.crashFor(MOMENT);
            assertNothingChanged();
        }
    }

    @Test
    void aKillWhileManyAreTakenBackLeavesNone() {
        hundredJobs();
        gateway.definitions().failAt(60);
        gateway.definitions().killAt(80); // that which failed is not counted
        assertThatThrownBy(() -> changes().apply(hundredChanges(1))).isInstanceOf(Killed.class);

        gateway.crashFor(MOMENT);

        assertNothingChanged();
    }

    @Test
    void whatAnOperatorEditsMeanwhileIsNotTakenBack() {
        for (String name : List.of("a", "b", "c")) {
            gateway.store(name, "every 10 minutes", "scan");
        }
        gateway.advance(SAVED);
        gateway.definitions().failAt(4); // d; b is stored while an operator edits a and deletes the new one
        gateway.definitions()
                .beforeNextSave(() -> gateway.definitions()
                        .beforeNextSave(() -> gateway.definitions().beforeNextSave(() -> {
                            gateway.definitions().put("io.reveille.job~a", properties("a", "every 55 minutes", "scan"));
                            gateway.definitions().remove("io.reveille.job~new");
                        })));
        List<Map<String, Object>> all = List.of(
                properties("new", "every 20 minutes", "scan"),
                properties("a", "every 20 minutes", "scan"),
                properties("b", "every 20 minutes", "scan"),
                properties("c", "every 20 minutes", "scan"));

        assertThatThrownBy(() -> gateway.scheduler().defineAll(all))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(
                        "\"c\" could not be stored",
                        "all was taken back, nothing else was changed",
                        "Somebody else has changed a, new meanwhile, which stands");

        for (int start = 0; start < 2; start++) {
            assertThat(scheduleOf("a")).isEqualTo("every 55 minutes");
            assertThat(scheduleOf("b")).isEqualTo("every 10 minutes");
            assertThat(scheduleOf("c")).isEqualTo("every 10 minutes");
            assertThat(gateway.scheduler().job("new")).isEmpty();
            gateway.crashFor(MOMENT);
        }
        assertThat(gateway.definitions().at("io.reveille.job~a")).containsEntry("schedule", "every 55 minutes");
    }

    private String scheduleOf(String job) {
        return gateway.job(job).definition().schedule().toString();
    }

    @Test
    void whatCannotBeTakenBackIsTakenBackAtTheNextStart() {
        hundredJobs();
        gateway.definitions().failAt(60);
        failFromSave(70);

        assertThatThrownBy(() -> changes().apply(hundredChanges(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the rest follows at the next start");
        gateway.definitions().fail(false);
        int writes = gateway.definitions().writes();
        gateway.restartAfter(MOMENT);

        assertNothingChanged();
        assertThat(gateway.definitions().writes() - writes).as("together").isEqualTo(1);
    }

    @Test
    void whatIsToBeTakenBackAndIsThenDefinedStaysAsDefined() {
        threeChangesOfWhichTheFirstIsLeft();

        changes().apply(List.of(change(0, "every 21 minutes")));
        gateway.crashFor(MOMENT);

        assertThat(gateway.job("job 0").definition().schedule()).hasToString("every 21 minutes");
        assertThat(gateway.job("job 1").definition().schedule()).hasToString("every 10 minutes");
    }

    @Test
    void whatIsToBeTakenBackStillIsAfterAnotherChangeThatFails() {
        threeChangesOfWhichTheFirstIsLeft();

        gateway.definitions().failAt(1);
        List<DefinitionChange> another = List.of(change(0, "every 30 minutes"));
        assertThatThrownBy(() -> changes().apply(another)).isInstanceOf(IllegalStateException.class);
        gateway.crashFor(MOMENT);

        assertNothingChanged();
    }

    private void threeChangesOfWhichTheFirstIsLeft() {
        hundredJobs();
        gateway.definitions().failAt(3);
        failFromSave(2);
        List<DefinitionChange> three = IntStream.range(0, 3)
                .mapToObj(job -> change(job, "every 21 minutes"))
                .toList();
        assertThatThrownBy(() -> changes().apply(three)).hasMessageContaining("the rest follows at the next start");
        gateway.definitions().fail(false);
        assertThat(gateway.definitions().at(address(0))).containsEntry("schedule", "every 21 minutes");
    }

    private static DefinitionChange change(int job, String schedule) {
        return DefinitionChange.save(Optional.of(address(job)), properties("job " + job, schedule, "scan"));
    }

    @Test
    void aFailureThatPassesLeavesNothingToTakeBack() {
        hundredJobs();
        gateway.definitions().failAt(60);
        gateway.definitions().failAgainAt(10);

        assertThatThrownBy(() -> changes().apply(hundredChanges(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("all was taken back, nothing was changed");

        assertNothingChanged();
    }

    @Test
    void aChangeThatTheStoreRefusesAtAStartKeepsNoOtherFromBeingCarriedOut() {
        hundredJobs();
        gateway.definitions().killAt(20);
        assertThatThrownBy(() -> changes().apply(hundredChanges(5))).isInstanceOf(Killed.class);
        gateway.definitions().failAt(30);
        gateway.definitions().failAgainAt(40); // that one by itself, too

        gateway.crashFor(MOMENT);
        assertThat(IntStream.range(0, 100)
                        .filter(job -> gateway.definitions().at(address(job)).containsValue("every 25 minutes")))
                .hasSize(99);
        gateway.crashFor(MOMENT);

        assertHundredChanged(5);
    }

    /** The store works for so many saves, and for none after them. */
    private void failFromSave(int save) {
        int before = gateway.definitions().saves();
        gateway.definitions().beforeNextSave(new Runnable() {
            @Override
            public void run() {
                if (gateway.definitions().saves() - before < save) {
                    gateway.definitions().beforeNextSave(this);
                } else {
                    gateway.definitions().fail(true);
                }
            }
        });
    }

    @Test
    void twoChangesOfOneJobAtOnceAreRefused() {
        List<DefinitionChange> twice = List.of(
                DefinitionChange.save(Optional.empty(), properties("a", "every 10 seconds", "scan")),
                DefinitionChange.save(Optional.empty(), properties("a", "every 20 seconds", "scan")));

        assertThatThrownBy(() -> changes().apply(twice)).isInstanceOf(IllegalArgumentException.class);
        assertThat(gateway.scheduler().jobs()).isEmpty();
    }

    /** A hundred, one of which is to be deleted. */
    private void hundredJobs() {
        for (int job = 0; job < 100; job++) {
            gateway.definitions().put(address(job), properties("job " + job, "every 10 minutes", "scan"));
        }
        gateway.definitions().put("io.reveille.job~gone", properties("gone", "every 10 minutes", "scan"));
        gateway.settle();
        gateway.advance(SAVED);
    }

    /** A hundred others, a new one and a deletion; texts are long, so that it takes many records. */
    private static List<DefinitionChange> hundredChanges(int version) {
        Stream<DefinitionChange> changed = IntStream.range(0, 100).mapToObj(job -> {
            Map<String, Object> properties = properties("job " + job, "every " + (20 + version) + " minutes", "scan");
            properties.put("args", "{\"text\":\"" + "x".repeat(2000) + "\"}");
            return DefinitionChange.save(Optional.of(address(job)), properties);
        });
        Stream<DefinitionChange> others = Stream.of(
                version == 1 || version == 5
                        ? DefinitionChange.delete("gone", "io.reveille.job~gone")
                        : DefinitionChange.save(Optional.empty(), properties("gone " + version, "every day", "scan")),
                DefinitionChange.save(Optional.empty(), properties("new " + version, "every day", "scan")));
        return Stream.concat(changed, others).toList();
    }

    private void assertHundredChanged(int version) {
        for (int job = 0; job < 100; job++) {
            assertThat(gateway.job("job " + job).definition().schedule().toString())
                    .isEqualTo("every " + (20 + version) + " minutes");
            assertThat(gateway.definitions().at(address(job)))
                    .containsEntry("schedule", "every " + (20 + version) + " minutes");
        }
        assertThat(gateway.scheduler().job("new " + version)).isPresent();
        assertThat(gateway.scheduler().job("gone")).isEmpty();
    }

    private void assertNothingChanged() {
        assertThat(gateway.scheduler().jobs())
                .hasSize(101)
                .allSatisfy(job ->
                        assertThat(job.definition().schedule().toString()).isEqualTo("every 10 minutes"));
        assertThat(gateway.scheduler().job("gone")).isPresent();
    }

    private static String address(int job) {
        return "io.reveille.job~job " + job;
    }
}
