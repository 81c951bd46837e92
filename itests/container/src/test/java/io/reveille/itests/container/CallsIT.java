package io.reveille.itests.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.BundleCalls;
import io.reveille.Job;
import io.reveille.ScheduleService;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** Calls of code live as long as the bundle that gave them. */
public class CallsIT extends ContainerTest {

    private static final String CALLER = "com.example.caller";

    @Test
    public void callsEndWhenTheirBundleStops() throws Exception {
        Bundle bundle = gateway.install(CALLER);
        ScheduleService scheduler = gateway.schedulerOf(bundle);
        AtomicInteger unnamed = new AtomicInteger();
        AtomicInteger named = new AtomicInteger();
        scheduler.every(1).second().call(unnamed::incrementAndGet);
        scheduler.every(1).second().named("called").call(named::incrementAndGet);
        Gateway.until("both are called", () -> unnamed.get() > 1 && named.get() > 1);
        assertThat(scheduler.calls()).extracting(BundleCalls::bundle).containsExactly(CALLER);
        assertThat(gateway.job("called").status().owner()).contains(CALLER);

        bundle.stop();

        gateway.untilGone("called");
        int unnamedRuns = unnamed.get();
        int namedRuns = named.get();
        ScheduleService still = gateway.scheduler();
        assertThat(still.calls()).isEmpty();
        AtomicInteger others = new AtomicInteger();
        still.every(1).second().call(others::incrementAndGet);
        Gateway.until("two seconds more have had their runs", () -> others.get() > 2);
        assertThat(unnamed).hasValue(unnamedRuns);
        assertThat(named).hasValue(namedRuns);
        assertThat(still.jobs()).extracting(Job::name).doesNotContain("called");
        assertThat(still.clear()).isEqualTo(1);

        assertThatThrownBy(() -> scheduler.every(1).second().call(unnamed::incrementAndGet))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has stopped");
        assertThat(still.calls()).extracting(BundleCalls::bundle).doesNotContain(CALLER);
    }

    @Test
    public void aRunIsInterruptedWhenItsBundleStops() throws Exception {
        Bundle bundle = gateway.install(CALLER);
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger interrupted = new AtomicInteger();
        gateway.schedulerOf(bundle).every(1).second().call(() -> {
            begun.incrementAndGet();
            try {
                Thread.sleep(Duration.ofMinutes(10).toMillis());
            } catch (InterruptedException e) {
                interrupted.incrementAndGet();
                throw e;
            }
        });
        Gateway.until("it runs", () -> begun.get() == 1);

        bundle.stop();

        Gateway.until("it is interrupted", () -> interrupted.get() == 1);
        Gateway.until("nothing runs", () -> gateway.scheduler().status().running() == 0);
    }
}
