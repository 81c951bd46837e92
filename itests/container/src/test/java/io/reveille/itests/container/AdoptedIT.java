package io.reveille.itests.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.JobState;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceRegistration;

/** Services of bundles that know nothing of Reveille, with the properties of Karaf's and Sling's schedulers. */
@SuppressWarnings("JdkObsolete") // OSGi takes a Dictionary
public class AdoptedIT extends ContainerTest {

    private static final String STRANGER = "com.example.stranger";

    @Test
    public void aServiceOfAStrangerRunsAsAJobOfItsBundle() throws Exception {
        Bundle bundle = gateway.install(STRANGER);
        AtomicInteger runs = new AtomicInteger();
        ServiceRegistration<Runnable> service = bundle.getBundleContext()
                .registerService(
                        Runnable.class,
                        runs::incrementAndGet,
                        new Hashtable<>(Map.of("scheduler.name", "meter", "scheduler.period", 1L)));

        Gateway.until("it runs", () -> runs.get() > 1);
        assertThat(gateway.job("meter").definition().schedule()).hasToString("every second");
        assertThat(gateway.scheduler().jobs("adopted")).hasSize(1);
        assertThat(gateway.job("meter").status().owner()).contains(STRANGER);

        service.unregister();
        gateway.untilGone("meter");
        assertThat(gateway.scheduler().broken()).isEmpty();
    }

    @Test
    public void oneThatIsImmediateRunsAtOnceAndFailsAloud() throws Exception {
        Bundle bundle = gateway.install(STRANGER);
        AtomicInteger runs = new AtomicInteger();
        bundle.getBundleContext()
                .registerService(
                        Runnable.class,
                        () -> {
                            runs.incrementAndGet();
                            throw new IllegalStateException("no meter");
                        },
                        new Hashtable<>(Map.of(
                                "scheduler.name", "meter", "scheduler.period", 3600L, "scheduler.immediate", true)));

        Gateway.until("it has run", () -> runs.get() == 1);
        Gateway.until(
                "its failure is known", () -> gateway.job("meter").status().failuresInARow() == 1);
        assertThat(gateway.job("meter").status().state()).isEqualTo(JobState.READY);

        bundle.stop();
        gateway.untilGone("meter");
    }
}
