package io.reveille.itests.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.Job;
import io.reveille.ScheduleService;
import java.util.Map;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** Jobs belong to the bundle whose code made them. */
public class OwnershipIT extends ContainerTest {

    private static final String ALICE = "com.example.alice";
    private static final String BOB = "com.example.bob";

    private Bundle aliceBundle;
    private ScheduleService alice;
    private ScheduleService bob;

    @Before
    public void installUsers() throws Exception {
        aliceBundle = gateway.install(ALICE);
        alice = gateway.schedulerOf(aliceBundle);
        bob = gateway.schedulerOf(gateway.install(BOB));
    }

    @Test
    public void anotherBundleCannotDefineTheSameJob() throws Exception {
        Job job = alice.every(2).hours().named("owned").run("nobody");
        assertThat(job.status().owner()).contains(ALICE);
        long changes = gateway.configuration("owned").getChangeCount();
        assertThatThrownBy(() -> bob.every(3).hours().named("owned").run("nobody"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("owned", ALICE, BOB);
        assertThatThrownBy(() -> bob.every(2).hours().named("owned").run("nobody"))
                .isInstanceOf(IllegalStateException.class);
        assertThat(gateway.configuration("owned").getChangeCount()).isEqualTo(changes);
        assertThat(job.status().owner()).contains(ALICE);

        alice.every(4).hours().named("owned").run("nobody");
        assertThat(job.definition().schedule()).hasToString("every 4 hours");
    }

    @Test
    public void ownershipOutlivesTheBundleAndTheEngine() throws Exception {
        alice.every(2).hours().named("kept").run("nobody");
        aliceBundle.stop();
        gateway.restart(Gateway.CORE);
        assertThat(gateway.job("kept").status().owner()).contains(ALICE);
        ScheduleService again = gateway.schedulerOf(gateway.bundle(BOB));
        assertThatThrownBy(() -> again.every(2).hours().named("kept").run("nobody"))
                .isInstanceOf(IllegalStateException.class);
        assertThat(again.clear()).isZero();
        aliceBundle.start();
        assertThat(gateway.schedulerOf(aliceBundle).clear()).isEqualTo(1);
    }

    @Test
    public void eachBundleClearsItsOwnJobs() throws Exception {
        alice.every(2).hours().named("alice-1").tagged("x").run("nobody");
        alice.every(2).hours().named("alice-2").run("nobody");
        bob.every(2).hours().named("bob-1").tagged("x").run("nobody");
        gateway.configure("console-1", Map.of("name", "console-1", "schedule", "every 2 hours", "handler", "nobody"));
        gateway.job("console-1");
        assertThat(alice.jobs()).hasSize(4); // everybody sees all
        assertThat(alice.clear("x")).isEqualTo(1);
        assertThat(alice.jobs()).extracting(Job::name).containsExactly("alice-2", "bob-1", "console-1");
        assertThat(alice.clear()).isEqualTo(1);
        assertThat(alice.clear()).isZero();
        assertThat(bob.clear()).isEqualTo(1);
        assertThat(bob.jobs()).extracting(Job::name).containsExactly("console-1");
    }

    @Test
    public void whatAnOperatorMadeStandsWhateverCodeSays() throws Exception {
        gateway.configure("manual", Map.of("name", "manual", "schedule", "every 7 hours", "handler", "nobody"));
        gateway.job("manual");
        Job job = alice.every(2).hours().named("manual").run("nobody");
        assertThat(job.definition().schedule()).hasToString("every 7 hours");
        assertThat(gateway.configuration("manual").getProperties().get("schedule"))
                .isEqualTo("every 7 hours");
    }
}
