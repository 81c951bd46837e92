package io.reveille.itests.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.DeletedJob;
import io.reveille.DeletedJob.How;
import io.reveille.JobState;
import io.reveille.spi.JobProperties;
import java.util.Map;
import java.util.Optional;
import org.junit.Test;

/** Definitions that go, while Reveille runs or while it does not, and come back. */
public class DeletedIT extends ContainerTest {

    @Test
    public void definitionThatIsDeletedWhileTheBundlesAreStoppedIsBroughtBackWithItsState() throws Exception {
        gateway.handler("meter", new Recorder());
        gateway.scheduler()
                .every(6)
                .hours()
                .named("lost")
                .with(Map.of("unit", 3))
                .tagged("field")
                .priority(5)
                .run("meter");
        gateway.run("lost");
        gateway.stop(Gateway.CORE, Gateway.PERSISTENCE);
        gateway.configuration("lost").delete();
        gateway.start(Gateway.PERSISTENCE, Gateway.CORE);

        assertThat(gateway.scheduler().job("lost")).isEmpty();
        DeletedJob deleted = listed("lost");
        assertThat(deleted.how()).isEqualTo(How.MISSING);
        assertThat(deleted.properties())
                .containsEntry(JobProperties.SCHEDULE, "every 6 hours")
                .containsEntry(JobProperties.PRIORITY, 5);
        gateway.scheduler().bringBack("lost");

        assertThat(gateway.job("lost").status().runs()).isEqualTo(1);
        assertThat(gateway.job("lost").definition().arguments()).isEqualTo(Map.of("unit", 3L));
        assertThat(gateway.configuration("lost").getProperties().get(JobProperties.PRIORITY))
                .isEqualTo(5);
        assertThat(find("lost")).isEmpty();
        gateway.restart(Gateway.CORE);
        assertThat(gateway.job("lost").status().runs()).isEqualTo(1);
        assertThat(gateway.scheduler().clear()).as("it belongs to whom it did").isEqualTo(1);
    }

    @Test
    public void definitionThatIsDeletedInTheConsoleIsListedAndStartsAnew() throws Exception {
        gateway.handler("meter", new Recorder());
        gateway.configure("dropped", Map.of("name", "dropped", "schedule", "every 6 hours", "handler", "meter"));
        gateway.run("dropped");
        gateway.restart(Gateway.CORE); // which saves it

        gateway.configuration("dropped").delete();
        gateway.untilGone("dropped");

        assertThat(listed("dropped").how()).isEqualTo(How.DELETED);
        gateway.restart(Gateway.CORE);
        assertThat(listed("dropped").how()).isEqualTo(How.DELETED);
        gateway.scheduler().bringBack("dropped");
        assertThat(gateway.job("dropped").status().state()).isEqualTo(JobState.READY);
        assertThat(find("dropped")).isEmpty();
    }

    @Test
    public void cancelledJobIsListedUntilThereIsOneOfItsNameAgain() throws Exception {
        gateway.scheduler().every(6).hours().named("again").run("nobody");
        gateway.job("again").cancel();
        assertThat(listed("again").how()).isEqualTo(How.CANCELLED);

        gateway.scheduler().every(7).hours().named("again").run("nobody");

        assertThat(find("again")).isEmpty();
        assertThatThrownBy(() -> gateway.scheduler().bringBack("again")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    public void definitionOfANewerFormatIsKeptAsItIs() throws Exception {
        Map<String, Object> newer = Map.of("name", "newer", "schedule", "at dawn", "handler", "meter", "format", 2);
        String pid = gateway.configure("newer", newer).getPid();

        assertThat(gateway.broken(pid).reason()).startsWith("format 2; this Reveille reads up to 1");
        assertThatThrownBy(() ->
                        gateway.scheduler().every(6).hours().named("newer").run("nobody"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("format 2");
        assertThat(gateway.configuration("newer").getProperties().get("schedule"))
                .isEqualTo("at dawn");
    }

    private DeletedJob listed(String name) {
        Gateway.until(name + " is on the list", () -> find(name).isPresent());
        return find(name).orElseThrow();
    }

    private Optional<DeletedJob> find(String name) {
        return gateway.scheduler().deleted().stream()
                .filter(deleted -> deleted.name().equals(name))
                .findFirst();
    }
}
