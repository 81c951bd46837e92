package com.example.disk;

import io.reveille.ScheduleService;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Jobs from code. They are stored; an operator's edit stands until the code here changes. */
@Component
public class DiskJobs {

    @Activate
    public DiskJobs(@Reference ScheduleService scheduler) {
        scheduler.schedule("after \"disk-room\"").named("room-report").tagged("disk").run("room-report");
        scheduler
                .every()
                .day()
                .at("02:00")
                .named("folder-size")
                .tagged("disk")
                .with(Map.of("folder", "."))
                .run("folder-size");
    }
}
