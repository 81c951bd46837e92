package io.reveille.core.component;

import io.reveille.core.settings.SettingsReader;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The form of the engine's settings. Names, defaults and ranges are here; {@link SettingsReader} checks them. */
@ObjectClassDefinition(
        id = EngineComponent.PID,
        name = "Reveille: engine",
        description =
                "How the job scheduler works. A change counts at once; another zone restarts the engine, and jobs and"
                        + " their state stay.")
@interface EngineConfiguration {

    @AttributeDefinition(
            name = "Zone",
            required = false,
            description = "The time zone of schedules that name none, for example Europe/Rome. Empty: the machine's.")
    String zone() default "";

    @AttributeDefinition(
            name = "Workers",
            min = "1",
            max = "64",
            description = "How many runs there may be at once, 1 to 64. More wait for a free worker.")
    int workers() default 4;

    @AttributeDefinition(
            name = "Misfire grace (s)",
            min = "0",
            max = "3600",
            description = "How many seconds late a run may start and still count as in time, 0 to 3600.")
    int misfire_grace() default 5;

    @AttributeDefinition(
            name = "Clock rewind (s)",
            min = "0",
            max = "86400",
            description =
                    "A step back of the wall clock by up to so many seconds runs nothing twice; after a larger one"
                            + " everything is planned anew. 0 to 86400.")
    int clock_rewind() default 3600;

    @AttributeDefinition(
            name = "Clock wait (s)",
            min = "0",
            max = "86400",
            description =
                    "How many seconds after its start a machine without a battery-backed clock is given to set its"
                            + " clock; calendar jobs are held meanwhile. 0 to 86400.")
    int clock_wait() default 600;

    @AttributeDefinition(
            name = "Clock look (s)",
            min = "10",
            max = "86400",
            description = "How often a clock that is not trusted is looked at, in seconds, 10 to 86400.")
    int clock_look() default 600;

    @AttributeDefinition(
            name = "State saved every (s)",
            min = "1",
            max = "3600",
            description = "How many seconds two saves of the jobs' state lie apart at least, 1 to 3600. A kill or power"
                    + " cut loses at most so much of it.")
    int state_coalesce() default 30;

    @AttributeDefinition(
            name = "Flash budget (MB a day)",
            min = "0",
            max = "1000000",
            description = "How many megabytes of state may be written in a day, 0 to 1000000; 0 for no limit. Beyond it"
                    + " saves lie further apart, up to an hour; starts at most once and what somebody decides are saved"
                    + " all the same.")
    int flash_budget() default 128;

    @AttributeDefinition(
            name = "Wait at stop (s)",
            min = "0",
            max = "600",
            description = "How many seconds a stop waits for runs under way before it cuts them off, 0 to 600.")
    int stop_wait() default 10;

    @AttributeDefinition(
            name = "Catch-up rate (1/s)",
            min = "1",
            max = "1000",
            description = "How many overdue runs start in a second after a long sleep or downtime, 1 to 1000.")
    int catchup_rate() default 10;

    @AttributeDefinition(
            name = "History",
            min = "1",
            max = "200",
            description =
                    "How many runs of each job are remembered, 1 to 200; fewer if there are so many jobs that it would be"
                            + " more than 10,000 in all.")
    int history() default 20;
}
