package io.reveille.power.settings;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The form of the settings, with their names, defaults and ranges; {@link PowerSettingsReader} checks the values. */
@ObjectClassDefinition(
        id = PowerSettings.PID,
        name = "Reveille: power",
        description = "When and how the gateway sleeps between jobs. What cannot be used is refused, and what was set"
                + " before stays.")
public @interface PowerConfiguration {

    @AttributeDefinition(
            name = "Back end",
            description = "What puts the machine to sleep: simulated (sleeps nothing, says what it would do), linux, or"
                    + " the name of one that another bundle offers; on Eclipse Kura kura, which is linux with its"
                    + " programs run by Kura.")
    String backend() default "simulated";

    @AttributeDefinition(
            name = "Depth",
            options = {
                @Option(label = "suspend to memory", value = "suspend"),
                @Option(label = "power off, and start at the alarm", value = "power-off")
            },
            description =
                    "How deep it sleeps: suspend, or power-off, where each start runs what is pending, saves, sets"
                            + " the alarm and shuts down again.")
    String depth() default "suspend";

    @AttributeDefinition(
            name = "Strategy (linux)",
            options = {
                @Option(label = "systemctl, where systemd runs", value = "systemctl"),
                @Option(label = "sysfs, where it does not", value = "sysfs"),
                @Option(label = "command, for a power controller or another program", value = "command")
            },
            description = "How the back end linux enters sleep: systemctl, sysfs or command.")
    String strategy() default "systemctl";

    @AttributeDefinition(
            name = "Clock (linux)",
            description = "The real-time clock whose alarm wakes the machine, as in /sys/class/rtc.")
    String rtc() default "rtc0";

    @AttributeDefinition(
            name = "Command: set the alarm",
            required = false,
            description =
                    "For the strategy command: the program by its full path, and its arguments, with {epoch},"
                            + " {seconds} (from now) or {iso} in place of the moment. Only what the file of allowed commands has.")
    String command_arm() default "";

    @AttributeDefinition(
            name = "Command: read the alarm",
            required = false,
            description =
                    "Prints the alarm that is set, in seconds since 1970; it is compared. Empty: the exit status of"
                            + " the command that sets it has to do.")
    String command_verify() default "";

    @AttributeDefinition(
            name = "Command: sleep",
            required = false,
            description =
                    "Goes to sleep, or has the power cut. Without a placeholder, and with no command that sets the"
                            + " alarm, the alarm of the clock is set before.")
    String command_sleep() default "";

    @AttributeDefinition(
            name = "Minimum sleep (s)",
            min = "0",
            max = "86400",
            description = "The shortest sleep that saves more than it costs, 10 to 86400; 0: 60 for suspend, 600 for"
                    + " power-off.")
    int sleep_minimum() default 0;

    @AttributeDefinition(
            name = "Sleep without alarm",
            description = "Whether to sleep when nothing is planned: only something from outside wakes it then.")
    boolean sleep_without_alarm() default false;

    @AttributeDefinition(
            name = "Wait for runs (s)",
            min = "1",
            max = "86400",
            description =
                    "After how many seconds a run that keeps the gateway awake is reported, 1 to 86400. It is never"
                            + " cut off for a sleep.")
    int wait_runs() default 600;

    @AttributeDefinition(
            name = "Grace after start (s)",
            min = "0",
            max = "86400",
            description = "How many seconds it stays awake after its start, 0 to 86400: the time to get in. Not after a"
                    + " start by the alarm of a power-off.")
    int grace_boot() default 120;

    @AttributeDefinition(
            name = "Grace after alarm (s)",
            min = "0",
            max = "86400",
            description =
                    "How many seconds it stays awake at least after its alarm woke it, 0 to 86400. 0: until the jobs"
                            + " that it was woken for have run.")
    int grace_wake() default 0;

    @AttributeDefinition(
            name = "Grace after foreign wake (s)",
            min = "5",
            max = "86400",
            description = "How many seconds it stays awake after something else woke it, as another program's alarm,"
                    + " 5 to 86400.")
    int grace_foreign() default 60;

    @AttributeDefinition(
            name = "Grace after operator (s)",
            min = "0",
            max = "86400",
            description =
                    "How many seconds it stays awake after somebody's last action in shell or console, 0 to 86400.")
    int grace_operator() default 300;

    @AttributeDefinition(
            name = "Failures",
            min = "1",
            max = "100",
            description = "After how many failures in a row the back end is not tried any more, 1 to 100.")
    int failures() default 5;

    @AttributeDefinition(
            name = "Back-off (s)",
            min = "1",
            max = "3600",
            description =
                    "How many seconds lie between the first failure and the next try, 1 to 3600; twice as many each"
                            + " time, up to an hour.")
    int backoff() default 30;

    @AttributeDefinition(
            name = "Current awake (mA)",
            min = "0",
            description = "For the forecast: what the gateway draws awake, in mA; 0 if not known.")
    double current_awake() default 0;

    @AttributeDefinition(
            name = "Current asleep (mA)",
            min = "0",
            description = "For the forecast: what it draws asleep, in mA.")
    double current_asleep() default 0;

    @AttributeDefinition(
            name = "Capacity (mAh)",
            min = "0",
            description = "For the forecast: the battery's capacity, in mAh; 0 if not known.")
    double capacity() default 0;

    @AttributeDefinition(
            name = "Awake each time (s)",
            min = "0",
            max = "86400",
            description =
                    "For the forecast: how many seconds a wake-up lasts, runs included, 1 to 86400; 0: as measured,"
                            + " and 20 until it has slept a few times.")
    int forecast_awake() default 0;
}
