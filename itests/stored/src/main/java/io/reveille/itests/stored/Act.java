package io.reveille.itests.stored;

import io.reveille.JobContext;
import io.reveille.JobHandler;
import io.reveille.JobResult;
import java.time.Duration;
import java.util.Map;
import org.osgi.service.component.annotations.Component;

/** Does what the argument {@code act} says: {@code fail}, {@code later}, {@code hang}, or nothing; counts its calls. */
@Component(property = "job.handler=" + Act.NAME)
public final class Act implements JobHandler {

    static final String NAME = "act";

    @Override
    public JobResult run(JobContext job) throws InterruptedException {
        long calls = (long) job.memory().getOrDefault("calls", 0L) + 1;
        job.memory().put("calls", calls);
        String act = String.valueOf(job.arguments().getOrDefault("act", "nothing"));
        return switch (act) {
            case "fail" -> JobResult.failure("told to fail");
            case "later" -> JobResult.retryAfter(Duration.ofHours(1));
            case "hang" -> {
                if (calls > 2) {
                    Thread.sleep(Duration.ofHours(1).toMillis());
                }
                yield JobResult.success();
            }
            default -> JobResult.success("call " + calls, Map.of("calls", calls));
        };
    }
}
