package io.reveille.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.JobResult;
import io.reveille.StorageStatus;
import io.reveille.spi.Quarantined;
import io.reveille.testing.ManualScheduler;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the scheduler says of how state is kept. */
class StorageTest {

    private final ManualScheduler gateway = new ManualScheduler();

    @Test
    void whatTheEngineCannotReadIsKeptAndShownForGood() {
        gateway.handler("work", context -> JobResult.success());
        gateway.scheduler().every(1).hours().named("poll").run("work");
        gateway.advance(Duration.ofHours(2));
        gateway.states().put("poll", "{\"v\":2,\"open\":7}");
        gateway.states().put("/engine", "{\"v\":1}");

        gateway.kill();
        gateway.start();
        Quarantined poll = gateway.scheduler().quarantined().stream()
                .filter(text -> text.place().equals("poll"))
                .findFirst()
                .orElseThrow();
        assertThat(poll.text()).isEqualTo("{\"v\":2,\"open\":7}");
        assertThat(poll.reason()).contains("\"bound\" is no time");
        assertThat(gateway.scheduler().quarantined())
                .extracting(Quarantined::place)
                .containsExactlyInAnyOrder("poll", "/engine");
        gateway.advance(Duration.ofHours(2));
        assertThat(gateway.scheduler().job("poll").orElseThrow().status().runs())
                .as("the job starts anew")
                .isBetween(1L, 2L);

        gateway.kill();
        gateway.start();
        assertThat(gateway.scheduler().quarantined())
                .as("it is kept over restarts, once")
                .extracting(Quarantined::place)
                .containsExactlyInAnyOrder("poll", "/engine");
    }

    @Test
    void whatIsWrittenIsCountedOverRestarts() {
        gateway.handler("work", context -> JobResult.success());
        gateway.scheduler().every(1).hours().named("poll").run("work");
        gateway.advance(Duration.ofHours(10));
        StorageStatus before = gateway.scheduler().status().storage();
        assertThat(before.writes()).isBetween(20L, 40L); // the job's record and the engine's, each hour
        assertThat(before.budget()).isEqualTo(128_000_000);
        assertThat(before.interval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(before.problem()).isEmpty();

        gateway.stop();
        gateway.start();
        assertThat(gateway.scheduler().status().storage().bytes()).isGreaterThanOrEqualTo(before.bytes());

        gateway.scheduler().job("poll").orElseThrow().pause();
        gateway.advance(Duration.ofHours(30));
        assertThat(gateway.scheduler().status().storage().writes()).isZero();
    }

    @Test
    void aStoreThatFailsIsSaid() {
        gateway.handler("work", context -> JobResult.success());
        gateway.scheduler().every(1).hours().named("poll").run("work");
        gateway.states().fail(true);
        gateway.advance(Duration.ofHours(2));
        assertThat(gateway.scheduler().status().storage().problem()).contains("the disk does not answer");

        gateway.states().fail(false);
        gateway.advance(Duration.ofHours(1));
        assertThat(gateway.scheduler().status().storage().problem()).isEmpty();
    }
}
