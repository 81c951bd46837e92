package io.reveille.power.events;

import io.reveille.PowerStatus.Sleep;
import io.reveille.spi.PowerListener;
import java.util.HashMap;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

/** Posts what happens to the gateway's sleep to EventAdmin, where there is one; docs/power.md has the topics. */
@Component(configurationPolicy = ConfigurationPolicy.IGNORE)
public final class SleepEvents implements PowerListener {

    /** The prefix of all topics; the name of a {@link PowerListener.Type} follows. */
    static final String TOPIC = "io/reveille/power/";

    private final EventAdmin admin;

    @Activate
    public SleepEvents(@Reference EventAdmin admin) {
        this.admin = admin;
    }

    @Override
    public void happened(Type type, Sleep sleep) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("start", sleep.start().toString());
        sleep.wake().ifPresent(wake -> properties.put("wake", wake.toString()));
        properties.put("sleptMillis", sleep.slept().toMillis());
        properties.put("end", sleep.end());
        properties.put("detail", sleep.detail());
        sleep.firstJob().ifPresent(job -> {
            properties.put("job", job);
            properties.put("lateMillis", sleep.late().toMillis());
        });
        admin.postEvent(new Event(TOPIC + type, properties));
    }
}
