package io.reveille.kura;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.reveille.ImportPlan;
import io.reveille.JobDefinitionException;
import io.reveille.spi.DefinitionStore.Listener;
import io.reveille.spi.DefinitionStore.Write;
import io.reveille.spi.PartlyWrittenException;
import io.reveille.spi.StoredDefinition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What code changes, and what becomes of it where Kura cannot keep it. */
@Timeout(120)
class KuraWritesTest {

    private static final String POLL = "io.reveille.job.poll";
    private static final String NEW = "io.reveille.job.new";

    private Home home;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        home = new Home(folder);
    }

    @AfterEach
    void stop() throws Exception {
        home.close();
    }

    @Test
    void whatADefinitionNoLongerSaysIsTakenAwayAndTheRestStays() throws Exception {
        home.store()
                .save(Optional.empty(), Home.definition("poll", Map.of("timeout", "5 minutes", "tags", new String[] {"a"
                })));
        home.apply(POLL, Map.of("service.note", "mine"));

        home.store().save(Optional.of(POLL), Home.definition("poll", Map.of("tags", new String[0], "priority", 4)));

        assertThat(home.lies(POLL)).doesNotContainKeys("timeout", "tags");
        assertThat(home.lies(POLL)).containsEntry("priority", 4).containsEntry("service.note", "mine");
    }

    @Test
    void aDefinitionThatIsThereIsNotWrittenAgain() throws Exception {
        home.store()
                .save(
                        Optional.empty(),
                        Home.definition(
                                "poll", Map.of("misfire", "once", "overlap", "skip", "delivery", "at-least-once")));
        SortedSet<Long> before = home.gateway().snapshots().ids();

        home.store()
                .save(
                        Optional.of(POLL),
                        Home.definition(
                                "poll", Map.of("misfire", "once", "overlap", "skip", "delivery", "at-least-once")));

        assertThat(home.gateway().snapshots().ids()).isEqualTo(before);
    }

    @Test
    void whatWouldMakeTheSnapshotUnreadableIsRefused() throws Exception {
        home.define("poll", "every 10 minutes");
        Map<String, Object> before = home.lies(POLL);

        assertThatThrownBy(() -> home.store()
                        .save(Optional.of(POLL), Home.definition("poll", Map.of("args", "{\"a\":\"\u0001\"}"))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("\"args\"")
                .hasMessageContaining("U+0001 at position 7")
                .hasMessageContaining("nothing was changed");
        assertThatThrownBy(() -> home.store().check(Home.definition("poll", Map.of("args", "\uFFFE"))))
                .isInstanceOf(JobDefinitionException.class)
                .hasMessageContaining("U+FFFE");

        assertThat(home.lies(POLL)).isEqualTo(before);
        home.restart();
        assertThat(home.scheduler().job("poll")).isPresent();
    }

    @Test
    void aPidThatAnotherComponentHasIsLeftAlone() throws Exception {
        home.gateway().kura().createFactoryConfiguration("org.example.meter", POLL, null, true);

        home.define("poll", "every 10 minutes");

        assertThat(home.lies(POLL + "-2")).containsEntry("name", "poll");
        assertThat(home.lies(POLL)).doesNotContainKey("handler");
        home.restart();
        assertThat(home.scheduler().job("poll")).isPresent();
    }

    @Test
    void severalChangesAreOneSnapshot() throws Exception {
        home.store().save(Optional.empty(), Home.definition("poll", Map.of()));
        home.store().save(Optional.empty(), Home.definition("old", Map.of()));

        List<String> ids = home.store()
                .write(List.of(
                        new Write(Optional.of(POLL), Optional.of(Home.definition("poll", Map.of("priority", 3)))),
                        new Write(Optional.empty(), Optional.of(Home.definition("new", Map.of()))),
                        new Write(Optional.of("io.reveille.job.old"), Optional.empty())));

        assertThat(ids).containsExactly(POLL, "io.reveille.job.new", "io.reveille.job.old");
        assertThat(home.gateway().snapshots().ids()).hasSize(3);
        assertThat(home.lies(POLL)).containsEntry("priority", 3);
        // A component comes and goes some time after its configuration.
        await().untilAsserted(() -> assertThat(home.gateway().kura().getConfigurableComponentPids())
                .containsExactlyInAnyOrder(POLL, "io.reveille.job.new"));
    }

    @Test
    void withoutASnapshotNothingIsChanged() throws Exception {
        home.store().save(Optional.empty(), Home.definition("poll", Map.of("timeout", "1 hour")));
        home.store().save(Optional.empty(), Home.definition("old", Map.of()));
        home.gateway().kura().faults().diskIsFull(true);

        assertThatThrownBy(() -> home.store()
                        .write(List.of(
                                new Write(
                                        Optional.of(POLL), Optional.of(Home.definition("poll", Map.of("priority", 3)))),
                                new Write(Optional.empty(), Optional.of(Home.definition("new", Map.of()))),
                                new Write(Optional.of("io.reveille.job.old"), Optional.empty()))))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Eclipse Kura could not keep the definition of poll, the definition of new, the"
                        + " deletion of io.reveille.job.old: ")
                .hasMessageContaining("No space left")
                .hasMessageEndingWith("; nothing was changed");

        assertThat(home.lies(POLL)).containsEntry("timeout", "1 hour").doesNotContainKey("priority");
        await().until(() ->
                home.gateway().kura().getConfigurableComponentPids().equals(Set.of(POLL, "io.reveille.job.old")));
        home.gateway().kura().faults().diskIsFull(false);
        home.restart();
        assertThat(home.scheduler().jobs()).hasSize(2);
    }

    @Test
    void whoSavesMayHoldWhatTheListenerNeeds() throws Exception {
        Object held = new Object();
        List<String> told = new CopyOnWriteArrayList<>();
        home.store().open(new Listener() {
            @Override
            public void stored(StoredDefinition definition) {
                synchronized (held) {
                    told.add(definition.id());
                }
            }

            @Override
            public void deleted(String id) {}
        });

        synchronized (held) {
            home.store().save(Optional.empty(), Home.definition("poll", Map.of()));
            home.store().save(Optional.of(POLL), Home.definition("poll", Map.of("priority", 3)));
        }

        await().until(() -> told.contains(POLL));
    }

    @Test
    void whatCannotBeTakenBackIsSaidAndGoesIntoTheNextSnapshot() throws Exception {
        home.store().save(Optional.empty(), Home.definition("poll", Map.of()));
        home.gateway().kura().faults().diskIsFullAndThenStuck(NEW);

        assertThatThrownBy(() -> home.store()
                        .write(List.of(
                                new Write(
                                        Optional.of(POLL), Optional.of(Home.definition("poll", Map.of("priority", 3)))),
                                new Write(Optional.empty(), Optional.of(Home.definition("new", Map.of()))),
                                new Write(Optional.empty(), Optional.of(Home.definition("newer", Map.of()))))))
                .isInstanceOfSatisfying(
                        PartlyWrittenException.class,
                        partly -> assertThat(partly.addresses()).containsExactly(POLL, NEW))
                .hasMessageContainingAll("No space left", "not all could be taken back", "the next snapshot");

        assertThat(home.lies(POLL)).doesNotContainEntry("priority", 3);
        assertThat(home.lies(NEW)).isNotEmpty();
        assertThat(home.lies("io.reveille.job.newer")).isEmpty();
        home.gateway().kura().faults().diskIsFull(false);
        home.store().delete(NEW);
        home.restart();
        assertThat(home.lies(NEW)).isEmpty();
    }

    @Test
    void anImportThatCannotBeTakenBackIsTakenBackAtTheNextStart() throws Exception {
        home.define("poll", "every 10 minutes");
        ImportPlan plan = home.engine()
                .transfer()
                .plan("{\"format\":\"io.reveille.jobs\",\"version\":1,\"jobs\":["
                        + "{\"name\":\"poll\",\"schedule\":\"every 20 minutes\",\"handler\":\"work\"},"
                        + "{\"name\":\"new\",\"schedule\":\"every hour\",\"handler\":\"work\"}]}");
        home.gateway().kura().faults().diskIsFullAndThenStuck(NEW);

        assertThatThrownBy(plan::apply)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("could not all be taken back", "the rest follows at the next start");

        assertThat(home.lies(POLL)).containsEntry("schedule", "every 10 minutes");
        home.gateway().kura().faults().diskIsFull(false);
        home.make("another"); // whose snapshot has what is left
        home.restart();
        home.until(() -> home.scheduler().job("new").isEmpty());
        assertThat(home.runs("poll", "every 10 minutes")).isTrue();
        home.restart();
        assertThat(home.lies(NEW)).isEmpty();
    }
}
