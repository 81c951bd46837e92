package io.reveille.kura;

import io.reveille.spi.JobProperties;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/**
 * The form of a job in Kura's console, within what that can do: a list takes ten values and loses more, a field with options
 * needs a default, and a number that is left empty is not sent. Kura asks for the job's name itself.
 */
@ObjectClassDefinition(
        id = JobProperties.FACTORY_PID,
        factoryPid = JobProperties.FACTORY_PID,
        name = "Reveille: job",
        description =
                "A job: when it runs, which handler does the work, and with what. Applied, it is alive at once. Its"
                        + " name is what stands behind the last dot here, unless code that made it has given another.")
@interface JobForm {

    @AttributeDefinition(
            name = "Schedule",
            description =
                    "When it runs, in words: every 10 seconds; every minute at :05; every 2 hours at :30; every day"
                            + " at 10:30 in Europe/Rome; every monday, friday at 07:00; every weekday at 08:00; every"
                            + " 5 to 10 minutes; once at 2027-01-01T00:00:00Z; once in 45 minutes. Months: every month"
                            + " on last day; every month on second tuesday at 09:00. Cron: cron */15 8-18 * * MON-FRI."
                            + " Windows: every 10 minutes between 08:00 and 18:00 on monday to friday until 2027-06-01."
                            + " Times without a zone are in the engine's (Reveille: engine, Zone). One that cannot be"
                            + " read is kept, and the job does not run until it is corrected.")
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
                    + " see its documentation.|TextArea")
    String args();

    @AttributeDefinition(
            name = "Tags",
            required = false,
            cardinality = 10,
            description = "Words by which jobs are found together, for example field or upload. Empty: none.")
    String[] tags();

    @AttributeDefinition(
            name = "Missed occurrences",
            required = false,
            description = "What becomes of occurrences whose time passed while the gateway was off or asleep, the"
                    + " handler was missing or a gate said no.",
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
            description = "If each of them runs: how many at most, of the newest; 1 to 1000. Empty: 100.")
    int misfire_limit();

    @AttributeDefinition(
            name = "Overlap",
            required = false,
            description = "What becomes of an occurrence that comes due while a run of the same job is under way.",
            options = {
                @Option(label = "it is skipped", value = "skip"),
                @Option(label = "it waits for the end of the run", value = "queue"),
                @Option(label = "it runs beside the other, up to 16 at once", value = "parallel")
            })
    String overlap() default "skip";

    @AttributeDefinition(
            name = "After a crash in a run",
            required = false,
            description =
                    "What a kill or a power cut in the middle of a run means. What must never happen twice runs at"
                            + " most once; it takes no retries.",
            options = {
                @Option(label = "it runs again (at least once)", value = "at-least-once"),
                @Option(label = "it never runs again (at most once)", value = "at-most-once")
            })
    String delivery() default "at-least-once";

    @AttributeDefinition(
            name = "Timeout",
            required = false,
            description = "How long a run may take before it is interrupted and counts as failed, for example 30"
                    + " seconds, 10 minutes, 1h30m; 1 second to 366 days. Empty: as long as it likes.")
    String timeout();

    @AttributeDefinition(
            name = "Retries",
            required = false,
            description = "How often a failed run is tried again, 0 to 100, each time after twice the delay: 3 waits 30"
                    + " seconds at first and an hour at most; or say it: 3 from 10 seconds to 10 minutes. The next"
                    + " occurrence ends it. Empty: never.")
    String retry();

    @AttributeDefinition(
            name = "Priority",
            required = false,
            min = "-100",
            max = "100",
            description = "Of several jobs that are due together the higher goes first; -100 to 100. Empty: 0.")
    int priority();

    @AttributeDefinition(
            name = "Runs of the handler at once",
            required = false,
            min = "0",
            max = "64",
            description =
                    "How many runs of the same handler, of whatever jobs, there may be when this one starts, itself"
                            + " included, 1 to 64; else it waits. Empty or 0: any number.")
    int concurrency();

    @AttributeDefinition(
            name = "Only if",
            required = false,
            cardinality = 10,
            description =
                    "Conditions that must all hold when it starts, else it waits for them: each the name of a gate"
                            + " and what it is to check, for example mains; network eth0; battery above 30. A gate that"
                            + " no bundle offers yet is waited for. Empty: none.")
    String[] gates();

    @AttributeDefinition(
            name = "Waits at most",
            required = false,
            description =
                    "How long an occurrence waits for its conditions and is still in time: until next, which is to"
                            + " the next occurrence, or for example 2 hours; then it is missed. 1 second to 366 days."
                            + " Empty: until next.")
    String defer();
}
