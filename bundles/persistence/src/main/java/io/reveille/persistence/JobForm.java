package io.reveille.persistence;

import io.reveille.spi.JobProperties;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The form of a job definition, as a console shows it. The engine checks the values. */
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

    @AttributeDefinition(name = "Schedule", description = JobTexts.SCHEDULE)
    String schedule() default "every 10 minutes";

    @AttributeDefinition(name = "Handler", description = JobTexts.HANDLER)
    String handler();

    @AttributeDefinition(name = "Arguments", required = false, description = JobTexts.ARGS)
    String args() default "";

    @AttributeDefinition(
            name = "Tags",
            required = false,
            cardinality = 20,
            description = JobTexts.TAGS + "; at most 20.")
    String[] tags() default {};

    @AttributeDefinition(
            name = "Missed occurrences",
            required = false,
            description = JobTexts.MISFIRE,
            options = {
                @Option(label = "one run makes up for all of them", value = "once"),
                @Option(label = "none of them runs", value = "skip"),
                @Option(label = "each of them runs, oldest first", value = "all")
            })
    String misfire() default "once";

    @AttributeDefinition(
            name = "Missed occurrences, at most",
            required = false,
            min = "1",
            max = "1000",
            description = JobTexts.MISFIRE_LIMIT)
    int misfire_limit() default 100;

    @AttributeDefinition(
            name = "Overlap",
            required = false,
            description = JobTexts.OVERLAP,
            options = {
                @Option(label = "it is skipped", value = "skip"),
                @Option(label = "it waits for the end of the run", value = "queue"),
                @Option(label = "it runs beside the other, up to 16 at once", value = "parallel")
            })
    String overlap() default "skip";

    @AttributeDefinition(
            name = "After a crash in a run",
            required = false,
            description = JobTexts.DELIVERY,
            options = {
                @Option(label = "it runs again (at least once)", value = "at-least-once"),
                @Option(label = "it never runs again (at most once)", value = "at-most-once")
            })
    String delivery() default "at-least-once";

    @AttributeDefinition(
            name = "Timeout",
            required = false,
            description =
                    JobTexts.TIMEOUT + ": none, or for example 30 seconds, 10 minutes, 1h30m; 1 second to 366 days.")
    String timeout() default "none";

    @AttributeDefinition(name = "Retries", required = false, description = JobTexts.RETRY)
    String retry() default "0";

    @AttributeDefinition(
            name = "Priority",
            required = false,
            min = "-100",
            max = "100",
            description = JobTexts.PRIORITY)
    int priority() default 0;

    @AttributeDefinition(
            name = "Runs of the handler at once",
            required = false,
            min = "0",
            max = "64",
            description = JobTexts.CONCURRENCY + " 0: any number.")
    int concurrency() default 0;

    @AttributeDefinition(
            name = "Only if",
            required = false,
            cardinality = 10,
            description = JobTexts.GATES + " At most 10. A gate that no bundle offers yet is waited for.")
    String[] gates() default {};

    @AttributeDefinition(name = "Waits at most", required = false, description = JobTexts.DEFER)
    String defer() default "until next";

    @AttributeDefinition(
            name = "Shown as",
            required = false,
            description = "How a list of configurations shows the job; the Felix Web Console leaves this field out.")
    String webconsole_configurationFactory_nameHint() default "{name}: {schedule}, {handler}";
}
