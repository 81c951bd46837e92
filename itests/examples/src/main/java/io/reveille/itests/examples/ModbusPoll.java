package io.reveille.itests.examples;

import io.reveille.JobContext;
import io.reveille.JobHandler;
import io.reveille.JobResult;
import org.osgi.service.component.annotations.Component;

@Component(property = "job.handler=modbus-poll")
public class ModbusPoll implements JobHandler {

    @Override
    public JobResult run(JobContext job) {
        return JobResult.success("read unit " + job.arguments().get("unit"));
    }
}
