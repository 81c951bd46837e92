package io.reveille.kura;

import io.reveille.persistence.JobTexts;
import io.reveille.spi.JobProperties;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/**
 * The form of a job in Kura's console, within the console's limits: a list takes ten values and loses more, a field
 * with options needs a default, and an empty number is not sent. Kura asks for the job's name itself.
 */
@ObjectClassDefinition(
        id = JobProperties.FACTORY_PID,
        factoryPid = JobProperties.FACTORY_PID,
        name = "Reveille: job",
        description =
                "A job: when it runs, which handler does the work, and with what. Applied, it is alive at once. Its"
                        + " name is what stands behind the last dot here, unless code that made it has given another.")
@interface KuraJobForm {

    @AttributeDefinition(
            name = "Schedule",
            description = JobTexts.SCHEDULE
                    + " One that cannot be read is kept, and the job does not run until it is corrected.")
    String schedule() default "every 10 minutes";

    @AttributeDefinition(name = "Handler", description = JobTexts.HANDLER)
    String handler();

    @AttributeDefinition(name = "Arguments", required = false, description = JobTexts.ARGS + "|TextArea")
    String args();

    @AttributeDefinition(
            name = "Tags",
            required = false,
            cardinality = 10,
            description = JobTexts.TAGS + ". Empty: none.")
    String[] tags();

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
            description = JobTexts.MISFIRE_LIMIT + " Empty: 100.")
    int misfire_limit();

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
            description = JobTexts.TIMEOUT
                    + ", for example 30 seconds, 10 minutes, 1h30m; 1 second to 366 days. Empty: as long as it likes.")
    String timeout();

    @AttributeDefinition(name = "Retries", required = false, description = JobTexts.RETRY + " Empty: never.")
    String retry();

    @AttributeDefinition(
            name = "Priority",
            required = false,
            min = "-100",
            max = "100",
            description = JobTexts.PRIORITY + " Empty: 0.")
    int priority();

    @AttributeDefinition(
            name = "Runs of the handler at once",
            required = false,
            min = "0",
            max = "64",
            description = JobTexts.CONCURRENCY + " Empty or 0: any number.")
    int concurrency();

    @AttributeDefinition(
            name = "Only if",
            required = false,
            cardinality = 10,
            description = JobTexts.GATES + " A gate that no bundle offers yet is waited for. Empty: none.")
    String[] gates();

    @AttributeDefinition(name = "Waits at most", required = false, description = JobTexts.DEFER + " Empty: until next.")
    String defer();
}
