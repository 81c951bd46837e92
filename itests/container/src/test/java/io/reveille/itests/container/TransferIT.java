package io.reveille.itests.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.ImportException;
import io.reveille.ImportPlan;
import io.reveille.ImportPlan.Item;
import io.reveille.ImportPlan.Kind;
import io.reveille.JobTransfer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.junit.Test;
import org.osgi.service.cm.Configuration;

/** Jobs go out and come in by the service, and are configurations like any others. */
public class TransferIT extends ContainerTest {

    @Test
    public void whatIsExportedAndDeletedComesBackByTheImport() throws Exception {
        Configuration poll = gateway.configure(
                "t-poll",
                Map.of(
                        "name", "t-poll",
                        "schedule", "every 10 hours",
                        "handler", "nobody",
                        "args", "{\"unit\":3}",
                        "tags", new String[] {"field"},
                        "priority", 5));
        gateway.scheduler().every(7).hours().named("t-code").run("nobody");
        gateway.job("t-poll").pause();
        Instant next = gateway.job("t-code").status().nextRun().orElseThrow();
        String document = gateway.service(JobTransfer.class).export(true);

        poll.delete();
        gateway.untilGone("t-poll");
        gateway.job("t-code").cancel();
        ImportPlan plan = gateway.service(JobTransfer.class).plan(document);
        assertThat(plan.items()).extracting(Item::kind).containsOnly(Kind.NEW);
        assertThat(gateway.configurations()).isEmpty();
        plan.apply();

        assertThat(gateway.job("t-poll").status().reason()).isEqualTo("paused");
        assertThat(gateway.job("t-code").status().nextRun()).contains(next);
        assertThat(gateway.job("t-code").status().owner()).isPresent();
        Configuration stored = gateway.configuration("t-poll");
        assertThat(stored.getPid()).isEqualTo("io.reveille.job~t-poll");
        assertThat(stored.getProperties().get("args")).isEqualTo("{\"unit\":3}");
        assertThat(stored.getProperties().get("priority")).isEqualTo(5);
        assertThat(Arrays.asList((String[]) stored.getProperties().get("tags"))).containsExactly("field");
        assertThat(gateway.service(JobTransfer.class).export(true)).isEqualTo(document);

        gateway.restart(Gateway.CORE);
        assertThat(gateway.job("t-poll").status().reason()).isEqualTo("paused");
        assertThat(gateway.job("t-code").status().nextRun()).contains(next);
    }

    @Test
    public void aBadDocumentChangesNothing() throws Exception {
        String document = "{\"format\":\"io.reveille.jobs\",\"version\":1,\"jobs\":["
                + "{\"name\":\"t-good\",\"schedule\":\"every hour\",\"handler\":\"nobody\"},"
                + "{\"name\":\"t-bad\",\"schedule\":\"every huor\",\"handler\":\"nobody\"}]}";

        assertThatThrownBy(() -> gateway.service(JobTransfer.class).plan(document))
                .isInstanceOf(ImportException.class)
                .hasMessageContainingAll("t-bad", "every huor", "did you mean \"hour\"?");

        assertThat(gateway.configurations()).isEmpty();
    }
}
