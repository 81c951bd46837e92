package io.reveille.persistence;

import io.reveille.spi.JobProperties;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The form of a job definition, as a console shows it. What may stand in it is checked by the engine. */
@ObjectClassDefinition(
        id = JobProperties.FACTORY_PID,
        factoryPid = JobProperties.FACTORY_PID,
        name = "Reveille: job",
        description = "A job: when it runs, which handler does the work, and with what. Saved, it is alive at once.")
@interface JobForm {

    @AttributeDefinition(
            name = "Name",
            description = "The job's name, its identity: 1 to 64 printable characters without slash. Another name makes"
                    + " another job, with a history of its own.")
    String name();

    @AttributeDefinition(
            name = "Schedule",
            description =
                    "When it runs, in words: every 10 seconds; every minute at :05; every 2 hours at :30; every day"
                            + " at 10:30 in Europe/Rome; every monday, friday at 07:00; every weekday at 08:00; every 5 to 10"
                            + " minutes; once at 2027-01-01T00:00:00Z; once in 45 minutes. Times without a zone are in the"
                            + " engine's (Reveille: engine, Zone).")
    String schedule() default "every 10 minutes";

    @AttributeDefinition(
            name = "Handler",
            description = "The name of the handler that does the work, for example log, host-telemetry or"
                    + " telemetry-report. If no bundle offers it yet, the job waits for it.")
    String handler();

    @AttributeDefinition(
            name = "Arguments",
            required = false,
            description = "What the handler gets: one JSON object of at most 16 KB, for example"
                    + " {\"message\": \"hello\", \"count\": 3}. Empty: none. Which it knows is the handler's business;"
                    + " see its documentation.")
    String args() default "";

    @AttributeDefinition(
            name = "Tags",
            required = false,
            cardinality = 20,
            description = "Words by which jobs are found together, for example field or upload; at most 20.")
    String[] tags() default {};

    @AttributeDefinition(
            name = "Shown as",
            required = false,
            description = "How a list of configurations shows the job; the Felix Web Console leaves this field out.")
    String webconsole_configurationFactory_nameHint() default "{name}: {schedule}, {handler}";
}
