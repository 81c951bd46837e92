package com.example.disk;

import io.reveille.JobContext;
import io.reveille.JobHandler;
import io.reveille.JobHandlerName;
import io.reveille.JobResult;
import io.reveille.ScheduledJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.osgi.service.component.annotations.Component;

/** A handler that is a complete job, by two annotations: the room on the disk, and the least that there ever was. */
@Component
@JobHandlerName("disk-room")
@ScheduledJob(schedule = "every 10 seconds", args = "{\"folder\": \"/\", \"least\": 100}", tags = "disk")
public class DiskRoom implements JobHandler {

    @Override
    public JobResult run(JobContext job) throws IOException {
        Path folder = Path.of((String) job.arguments().get("folder"));
        long least = (Long) job.arguments().get("least");
        long free = Files.getFileStore(folder).getUsableSpace() >> 20;

        long lowest = Math.min(free, (Long) job.memory().getOrDefault("lowest", free));
        job.memory().put("lowest", lowest);

        return free >= least
                ? JobResult.success(free + " MB are free", Map.of("free", free, "lowest", lowest))
                : JobResult.failure("only " + free + " MB are free");
    }
}
