package com.example.disk;

import io.reveille.ScheduleService;
import io.reveille.ScheduledCall;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A job by lambda: with a name it is on the operator's list; it lives as long as this component. */
@Component
public class Heartbeat {

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    private final AtomicLong beats = new AtomicLong();
    private final ScheduledCall call;

    @Activate
    public Heartbeat(@Reference ScheduleService scheduler) {
        call = scheduler.every(30).seconds().named("heartbeat").tagged("disk").call(this::beat);
    }

    private void beat() {
        LOG.info("beat {}", beats.incrementAndGet());
    }

    long beats() {
        return beats.get();
    }

    @Deactivate
    void stop() {
        call.cancel();
    }
}
