package io.reveille.itests.examples;

import io.reveille.ScheduleService;
import io.reveille.ScheduledCall;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

@Component
public class MeterPoll {

    private final ScheduledCall poll;

    @Activate
    public MeterPoll(@Reference ScheduleService scheduler) {
        poll = scheduler.every(10).seconds().call(this::poll);
    }

    private void poll() throws Exception {
        // whatever this throws is logged and counted, and the next call comes in time
    }

    @Deactivate
    void stop() {
        poll.cancel();
    }
}
