package io.reveille.core.events;

import io.reveille.RunReport;
import io.reveille.spi.JobEvent;
import io.reveille.spi.JobListener;
import java.util.HashMap;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

/**
 * Posts what happens to jobs to EventAdmin, where there is one; docs/events.md has topics and properties. Arguments, data
 * and memory never get there: who listens is not known.
 */
@Component(configurationPolicy = ConfigurationPolicy.IGNORE)
public final class EventAdminBridge implements JobListener {

    /** The beginning of all topics; the name of a {@link JobEvent.Type} follows. */
    static final String TOPIC = "io/reveille/job/";

    private final EventAdmin admin;

    @Activate
    public EventAdminBridge(@Reference EventAdmin admin) {
        this.admin = admin;
    }

    @Override
    public void happened(JobEvent event) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("job", event.job());
        properties.put("state", event.status().state().name());
        properties.put("reason", event.status().reason());
        properties.put("waiting", event.status().waiting());
        event.status().nextRun().ifPresent(next -> properties.put("next", next.toString()));
        event.run().ifPresent(run -> add(run, properties));
        admin.postEvent(new Event(TOPIC + event.type(), properties));
    }

    private static void add(RunReport run, Map<String, Object> properties) {
        properties.put("runId", run.runId());
        properties.put("outcome", run.outcome().name());
        properties.put("message", run.message());
        properties.put("nominal", run.nominalTime().toString());
        properties.put("start", run.startTime().toString());
        properties.put("durationMillis", run.duration().toMillis());
        properties.put("attempt", run.attempt());
        properties.put("missed", run.missed());
        properties.put("recovery", run.recovery());
        properties.put("triggered", run.triggered());
    }
}
