package io.reveille.itests.torture;

import io.reveille.JobContext;
import io.reveille.JobHandler;
import io.reveille.JobResult;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** Takes all memory that there is, and what others give back, until it is told to end. */
@Component(property = "job.handler=hog")
public final class Hog implements JobHandler {

    private static final int PIECE = 1 << 16;

    private final List<byte[]> kept = new ArrayList<>();

    @Override
    public JobResult run(JobContext job) throws InterruptedException {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                kept.add(new byte[PIECE]);
            } catch (OutOfMemoryError e) {
                Thread.sleep(50);
            }
        }
        return JobResult.success();
    }
}
