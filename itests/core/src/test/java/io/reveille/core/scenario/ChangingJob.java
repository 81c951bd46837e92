package io.reveille.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.DeletedJob;
import io.reveille.core.service.DefinitionChanges;
import io.reveille.spi.StateRecord;
import io.reveille.testing.Inside;
import io.reveille.testing.ManualScheduler;
import io.reveille.testing.Recorder;
import java.time.Duration;
import java.util.List;

/** A gateway with a job that changes, for scenarios of changes of definitions. */
abstract class ChangingJob {

    static final String SCAN = "io.reveille.job~scan";
    static final Duration MOMENT = Duration.ofSeconds(1);
    static final Duration SAVED = Duration.ofMinutes(2);

    final ManualScheduler gateway = new ManualScheduler();
    final Recorder recorder = new Recorder();

    /** The next one that is not urgent comes 30 s later. */
    void anotherSave() {
        gateway.define("another", "every day", "scan");
        assertThat(gateway.states().names()).contains("another");
    }

    DefinitionChanges changes() {
        return new DefinitionChanges(Inside.of(gateway).engine());
    }

    void define(String schedule) {
        gateway.scheduler().schedule(schedule).named("scan").run("scan");
    }

    /** The schedule of the one job that can be brought back. */
    String offered() {
        List<DeletedJob> deleted = gateway.scheduler().deleted();
        assertThat(deleted).hasSize(1);
        return String.valueOf(deleted.get(0).properties().get("schedule"));
    }

    String schedule() {
        return gateway.job("scan").definition().schedule().toString();
    }

    List<StateRecord> records(String prefix) {
        return gateway.states().names().stream()
                .filter(name -> name.startsWith(prefix))
                .map(name -> new StateRecord(name, gateway.states().text(name)))
                .toList();
    }

    List<String> pending() {
        return gateway.states().names().stream()
                .filter(name -> name.startsWith("/pending") || name.startsWith("/together/"))
                .toList();
    }
}
