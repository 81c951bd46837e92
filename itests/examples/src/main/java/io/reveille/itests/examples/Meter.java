package io.reveille.itests.examples;

import io.reveille.ScheduleService;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

@Component
public class Meter {

    @Activate
    public Meter(@Reference ScheduleService scheduler) {
        scheduler.every(10).seconds().named("poll").with(Map.of("unit", 3)).run("modbus-poll");
    }
}
