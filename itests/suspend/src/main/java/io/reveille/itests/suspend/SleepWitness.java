package io.reveille.itests.suspend;

import com.google.gson.JsonObject;
import io.reveille.JobContext;
import io.reveille.JobHandler;
import io.reveille.JobResult;
import io.reveille.PowerService;
import io.reveille.PowerStatus.Sleep;
import io.reveille.spi.PowerListener;
import java.time.Instant;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Prints a line for each run and each sleep, {@value #MARK} and JSON: the serial line outlives what the disk does not. */
@Component(property = "job.handler=" + SleepWitness.NAME)
public final class SleepWitness implements JobHandler, PowerListener {

    static final String NAME = "witness";

    /** How a line of it begins. */
    static final String MARK = "witness ";

    private final PowerService power;

    @Activate
    public SleepWitness(@Reference PowerService power) {
        this.power = power;
        print("UP", new JsonObject());
    }

    @Override
    public JobResult run(JobContext job) {
        JsonObject run = new JsonObject();
        run.addProperty("job", job.jobName());
        run.addProperty("nominal", job.nominalTime().toString());
        run.addProperty("started", job.actualTime().toString());
        run.addProperty("missed", job.missed());
        run.addProperty("power", power.status().now().doing());
        print("RUN", run);
        return JobResult.success();
    }

    @Override
    public void happened(Type type, Sleep sleep) {
        JsonObject told = new JsonObject();
        told.addProperty("start", sleep.start().toString());
        sleep.wake().ifPresent(wake -> told.addProperty("wake", wake.toString()));
        told.addProperty("sleptMillis", sleep.slept().toMillis());
        told.addProperty("end", sleep.end());
        told.addProperty("detail", sleep.detail());
        sleep.firstJob().ifPresent(job -> told.addProperty("job", job));
        told.addProperty("lateMillis", sleep.late().toMillis());
        print(type.name(), told);
    }

    private static void print(String what, JsonObject more) {
        more.addProperty("what", what);
        more.addProperty("at", Instant.now().toString());
        System.out.println(MARK + more);
    }
}
