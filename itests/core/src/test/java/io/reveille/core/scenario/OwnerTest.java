package io.reveille.core.scenario;

import static io.reveille.testing.ManualScheduler.properties;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.testing.ManualScheduler;
import io.reveille.testing.MemoryDefinitionStore;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whose a job is stays known, whatever becomes of its state, and in whatever shape a store gives its definition back. */
class OwnerTest {

    private static final String SCAN = "io.reveille.job~scan";

    private final ManualScheduler gateway = new ManualScheduler();

    @Test
    void afterAKillAStoreMayGiveADefinitionBackInAnotherShape() {
        gateway.define("other", "every hour", "scan"); // is saved at once; what follows is not
        define("every 10 minutes");
        gateway.kill(); // who made it is in the pending change alone
        gateway.definitions().put(SCAN, reshaped());
        gateway.start();

        define("every 20 minutes");

        assertThat(schedule()).isEqualTo("every 20 minutes");
        assertThat(gateway.scheduler().clear()).isEqualTo(2);
    }

    @Test
    void aChangeThatAKillCutOffIsCarriedOutOverAnotherShape() {
        define("every 10 minutes");
        gateway.advance(Duration.ofMinutes(2));
        gateway.definitions().killAt(1);
        assertThatThrownBy(() -> define("every 20 minutes")).isInstanceOf(MemoryDefinitionStore.Killed.class);
        gateway.kill();
        gateway.definitions().put(SCAN, reshaped()); // as it was before
        gateway.start();

        assertThat(schedule()).isEqualTo("every 20 minutes");
        assertThat(gateway.scheduler().clear()).isEqualTo(1);
    }

    @Test
    void anotherShapeIsNoChange() {
        define("every 10 minutes");
        gateway.advance(Duration.ofMinutes(2));
        String record = gateway.states().text("/definition/scan");

        gateway.definitions().put(SCAN, reshaped());
        gateway.advance(Duration.ofMinutes(2));
        gateway.restartAfter(Duration.ofSeconds(1));
        gateway.advance(Duration.ofMinutes(2));

        assertThat(gateway.states().text("/definition/scan")).isEqualTo(record);
    }

    @Test
    void aJobWhoseStateIsLostStillBelongsToItsCode() throws IOException {
        define("every 10 minutes");
        gateway.advance(Duration.ofMinutes(2));
        gateway.stop();
        gateway.states().save(List.of(), List.of("scan"));
        gateway.start();

        define("every 10 minutes");
        assertThat(schedule()).isEqualTo("every 10 minutes");
        assertThatThrownBy(() -> gateway.scheduler("intruder")
                        .every(1)
                        .hours()
                        .named("scan")
                        .run("scan"))
                .hasMessageContaining("belongs to the bundle app");
        define("every 20 minutes");
        assertThat(schedule()).isEqualTo("every 20 minutes");
        assertThat(gateway.scheduler().clear()).isEqualTo(1);
    }

    @Test
    void aJobThatAnOperatorMadeAfterItWasCancelledIsNobodys() {
        define("every 10 minutes");
        gateway.advance(Duration.ofMinutes(2));
        gateway.job("scan").cancel();
        gateway.store(SCAN, properties("scan", "every 5 minutes", "scan"));
        gateway.restartAfter(Duration.ofMinutes(1));

        assertThat(gateway.job("scan").status().owner()).isEmpty();
        define("every 20 minutes");
        assertThat(schedule()).isEqualTo("every 5 minutes");
    }

    private void define(String schedule) {
        gateway.scheduler()
                .schedule(schedule)
                .named("scan")
                .tagged("field")
                .priority(5)
                .run("scan");
        gateway.settle();
    }

    private String schedule() {
        return gateway.job("scan").definition().schedule().toString();
    }

    /** The same as {@link #define} gives, as other stores keep it. */
    private static Map<String, Object> reshaped() {
        Map<String, Object> properties = properties("scan", "every 10 minutes", "scan");
        properties.put("tags", List.of("field"));
        properties.put("priority", "5");
        properties.put("misfire", "once");
        properties.put("timeout", "none");
        properties.put("concurrency", 0L);
        properties.put("gates", new String[0]);
        return properties;
    }
}
