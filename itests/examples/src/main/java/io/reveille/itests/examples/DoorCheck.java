package io.reveille.itests.examples;

import io.reveille.JobContext;
import io.reveille.JobHandler;
import io.reveille.JobHandlerName;
import io.reveille.JobResult;
import io.reveille.ScheduledJob;
import org.osgi.service.component.annotations.Component;

@Component
@JobHandlerName("door-check")
@ScheduledJob(schedule = "every 10 minutes")
public class DoorCheck implements JobHandler {

    @Override
    public JobResult run(JobContext job) {
        return JobResult.success("all doors are closed");
    }
}
