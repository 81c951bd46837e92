package io.reveille.kura;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reveille.DeletedJob;
import io.reveille.JobChange;
import io.reveille.itests.kura.Shown;
import io.reveille.testing.ManualScheduler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Hashtable;
import java.util.Map;
import java.util.SortedSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

@Timeout(120)
class KuraDefinitionsTest {

    private static final String POLL = "io.reveille.job.poll";

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
    void aJobByCodeLiesAtAPidOfItsNameInOneSnapshot() throws Exception {
        home.define("poll", "every 10 minutes");

        assertThat(home.lies(POLL)).containsEntry("name", "poll").containsEntry("handler", "work");
        assertThat(home.gateway().snapshots().ids()).hasSize(1);
        assertThat(isShown(POLL)).isTrue();
        home.advance(Duration.ofMinutes(10));
        assertThat(home.job("poll").history()).hasSize(1);
    }

    @Test
    void aJobMadeInTheConsoleIsShownAtOnceAndRunsOnceItCan() throws Exception {
        home.make("night-backup");

        assertThat(isShown("night-backup")).isTrue();
        home.until(() -> home.scheduler().broken().size() == 1);
        assertThat(home.scheduler().broken().get(0).reason()).contains("\"handler\" is missing");

        home.apply("night-backup", Map.of("handler", "work", "args", "", "tags", new String[] {"field"}));
        home.until(() -> home.scheduler().job("night-backup").isPresent());
        home.advance(Duration.ofMinutes(10));
        assertThat(home.job("night-backup").history()).hasSize(1);
    }

    @Test
    void anEditChangesTheJobAndNeverTakesItsServiceAway() throws Exception {
        home.define("poll", "every 10 minutes");
        isShown(POLL);
        ServiceReference<?> shown = home.gateway().shown(POLL).get(0);
        home.advance(Duration.ofMinutes(10));

        home.apply(POLL, Map.of("schedule", "every 20 minutes"));

        home.until(() -> home.runs("poll", "every 20 minutes"));
        assertThat(home.job("poll").history()).hasSize(1);
        assertThat(home.gateway().shown(POLL)).containsExactly(shown);
    }

    @Test
    void aJobDeletedInTheConsoleIsGoneForGood() throws Exception {
        home.define("poll", "every 10 minutes");
        isShown(POLL);

        home.delete(POLL);

        home.until(() -> home.scheduler().job("poll").isEmpty());
        await().until(() -> home.gateway().shown(POLL).isEmpty());
        home.restart();
        assertThat(home.scheduler().job("poll")).isEmpty();
        assertThat(home.scheduler().deleted()).extracting(DeletedJob::how).containsExactly(DeletedJob.How.DELETED);
    }

    @Test
    void aCancelledJobIsGoneForGood() throws Exception {
        home.define("poll", "every 10 minutes").cancel();

        home.engine().settle();
        await().until(() -> home.gateway().shown(POLL).isEmpty()
                && home.gateway().kura().getConfigurableComponentPids().isEmpty());
        home.restart();
        assertThat(home.scheduler().job("poll")).isEmpty();
    }

    @Test
    void aJobOutlivesTheWipingOfConfigurationAdmin() throws Exception {
        home.define("poll", "every 10 minutes");
        home.make("night-backup");
        home.apply("night-backup", Map.of("handler", "work"));
        home.until(() -> home.scheduler().job("night-backup").isPresent());
        home.advance(Duration.ofMinutes(10));
        SortedSet<Long> before = home.gateway().snapshots().ids();

        home.restart();
        home.define("poll", "every 10 minutes"); // as its bundle does at each start

        assertThat(home.job("poll").history()).hasSize(1);
        assertThat(home.job("night-backup").history()).hasSize(1);
        assertThat(home.gateway().snapshots().ids()).isEqualTo(before);
        home.advance(Duration.ofMinutes(10));
        assertThat(home.job("poll").history()).hasSize(2);
    }

    @Test
    void aRollbackChangesJobsAndDoesNotMakeThemAnew() throws Exception {
        home.define("poll", "every 10 minutes");
        long old = home.gateway().snapshots().ids().last();
        home.advance(Duration.ofMinutes(35));
        home.apply(POLL, Map.of("priority", 7));
        home.define("later", "every hour");
        isShown(POLL);
        home.until(() -> home.job("poll").definition().policies().priority() == 7);

        home.gateway().kura().faults().halfWay(() -> await().until(KuraDefinitionsTest::isConfigurationAdminBlocked));
        home.gateway().kura().rollback(old);

        home.until(() -> home.job("poll").definition().policies().priority() == 0
                && home.scheduler().job("later").isEmpty());
        assertThat(home.job("poll").history()).hasSize(3);
        assertThat(home.job("poll").status().nextRun()).contains(ManualScheduler.START.plus(Duration.ofMinutes(40)));
        assertThat(home.scheduler().trail())
                .filteredOn(change -> change.kind() == JobChange.Kind.DELETED)
                .extracting(JobChange::job)
                .containsExactly("later");
        await().until(() -> home.gateway().shown(POLL).size() == 1
                && home.gateway().kura().getConfigurableComponentPids().contains(POLL));
        home.apply(POLL, Map.of("priority", 9)); // Kura knows it by its new place
        home.until(() -> home.job("poll").definition().policies().priority() == 9);
    }

    @Test
    void afterATornSnapshotJobsAreMissedAndCanBeBroughtBack() throws Exception {
        home.define("poll", "every 10 minutes");
        home.advance(Duration.ofMinutes(10));
        home.gateway().snapshots().tearNewest();

        home.restart();

        assertThat(home.scheduler().job("poll")).isEmpty();
        assertThat(home.scheduler().deleted()).extracting(DeletedJob::how).containsExactly(DeletedJob.How.MISSING);
        home.scheduler().bringBack("poll");
        home.engine().settle();
        home.restart();
        assertThat(home.job("poll").history()).isNotEmpty();
    }

    @Test
    void whereConfigurationAdminIsNotWipedThereAreNoDoubles() throws Exception {
        home.define("poll", "every 10 minutes");

        for (int i = 0; i < 3; i++) {
            home.restartUnwiped();
            assertThat(home.scheduler().jobs()).hasSize(1);
            assertThat(isShown(POLL)).isTrue();
            await().until(() -> jobsInConfigurationAdmin() == 1);
            assertThat(home.gateway().shown(POLL)).hasSize(1);
            home.apply(POLL, Map.of("priority", i + 1));
            int priority = i + 1;
            home.until(() -> home.job("poll").definition().policies().priority() == priority);
        }
    }

    @Test
    void aNameThatIsNoPidLiesAtOneAndComesBack() throws Exception {
        home.define("Büro 1", "every 10 minutes");

        String pid =
                home.gateway().kura().getConfigurableComponentPids().iterator().next();
        assertThat(pid).matches("^[\\w\\-]+([\\.][\\w\\-]+)*$").startsWith("io.reveille.job.x");
        home.restart();
        assertThat(home.scheduler().job("Büro 1")).isPresent();
    }

    @Test
    void beforeKuraHasSeenTheFormAnUpdateIsNotLost() throws Exception {
        home.define("poll", "every 10 minutes");
        home.restartWithoutForm();

        home.define("poll", "every 20 minutes"); // an update of the bundle that makes the job
        home.gateway().kura().formIsActive(Home.JOBS);

        assertThat(home.lies(POLL)).containsEntry("schedule", "every 20 minutes");
        home.restart();
        assertThat(home.runs("poll", "every 20 minutes")).isTrue();
    }

    @Test
    @SuppressWarnings("JdkObsolete") // ConfigurationAdmin takes a Dictionary
    void aConfigurationThatKuraDoesNotKnowIsNoJob() throws Exception {
        ConfigurationAdmin admin = home.gateway().service(ConfigurationAdmin.class);
        Configuration stray = admin.createFactoryConfiguration("io.reveille.job", "?");
        stray.update(new Hashtable<>(Home.definition("stray", Map.of())));
        home.define("poll", "every 10 minutes"); // ConfigurationAdmin tells of one after the other

        assertThat(isShown(POLL)).isTrue();
        home.until(() -> home.scheduler().job("poll").isPresent());
        assertThat(home.scheduler().job("stray")).isEmpty();
        assertThat(home.gateway().context().getServiceReferences(ConfigurableComponent.class, null))
                .hasSize(1);
    }

    private boolean isShown(String pid) throws Exception {
        return Shown.within(home.gateway().context(), pid, 30, TimeUnit.SECONDS);
    }

    private int jobsInConfigurationAdmin() throws Exception {
        return home.gateway()
                .service(ConfigurationAdmin.class)
                .listConfigurations("(service.factoryPid=io.reveille.job)")
                .length;
    }

    /** Whether a thread of ConfigurationAdmin's, Equinox's or Felix's, waits for Kura's lock. */
    private static boolean isConfigurationAdminBlocked() {
        return Thread.getAllStackTraces().entrySet().stream()
                .anyMatch(thread -> thread.getKey().getState() == Thread.State.BLOCKED
                        && Stream.of(thread.getValue())
                                .anyMatch(frame -> frame.getClassName().startsWith("org.eclipse.equinox.internal.cm.")
                                        || frame.getClassName().startsWith("org.apache.felix.cm.impl.")));
    }
}
