package com.example.disk;

import io.reveille.JobContext;
import io.reveille.JobHandler;
import io.reveille.JobHandlerName;
import io.reveille.JobResult;
import org.osgi.service.component.annotations.Component;

/** A handler of jobs that follow another: what that one has found comes with the run. */
@Component
@JobHandlerName("room-report")
public class RoomReport implements JobHandler {

    @Override
    public JobResult run(JobContext job) {
        Object free = job.input().get("free");
        Object lowest = job.input().get("lowest");
        return free == null
                ? JobResult.failure("started by hand: there is nothing to report")
                : JobResult.success(free + " MB are free, and never were less than " + lowest);
    }
}
