package io.reveille.itests.torture;

import io.reveille.Delivery;
import io.reveille.Job;
import io.reveille.JobBuilder;
import io.reveille.Misfire;
import io.reveille.ScheduleService;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A job that is there from the first start to the end, so that each of its occurrences can be accounted for.
 *
 * @param interval the time between two occurrences
 */
public record Steady(String name, String schedule, Duration interval, Delivery delivery, Misfire misfire) {

    /** At most so much does each remember, now more and now less: together more than a page, so that some must move. */
    private static final int PAD = 12_000;

    /** One for each promise. */
    public static final List<Steady> ALL = List.of(
            every(1, Delivery.AT_LEAST_ONCE, Misfire.ALL),
            every(2, Delivery.AT_LEAST_ONCE, Misfire.ONCE),
            every(2, Delivery.AT_LEAST_ONCE, Misfire.SKIP),
            every(2, Delivery.AT_MOST_ONCE, Misfire.ALL),
            every(2, Delivery.AT_MOST_ONCE, Misfire.ONCE),
            every(3, Delivery.AT_MOST_ONCE, Misfire.SKIP),
            new Steady(
                    "cron-least-all",
                    "cron */2 * * * * * in UTC",
                    Duration.ofSeconds(2),
                    Delivery.AT_LEAST_ONCE,
                    Misfire.ALL));

    private static Steady every(int seconds, Delivery delivery, Misfire misfire) {
        String name = "every-" + seconds + (delivery == Delivery.AT_MOST_ONCE ? "-most-" : "-least-") + misfire;
        String schedule = seconds == 1 ? "every second" : "every " + seconds + " seconds";
        return new Steady(name.toLowerCase(Locale.ROOT), schedule, Duration.ofSeconds(seconds), delivery, misfire);
    }

    /** Defines it; after the first time that changes nothing. */
    Job define(ScheduleService scheduler) {
        JobBuilder builder = scheduler
                .schedule(schedule)
                .named(name)
                .delivery(delivery)
                .with(Map.of("v", 0, "delivery", delivery.name(), "pad", PAD));
        return (misfire == Misfire.ALL ? builder.misfireAll(1000) : builder.misfire(misfire)).run(Work.NAME);
    }
}
