package io.reveille.core.model;

import io.reveille.spi.JobProperties;
import io.reveille.testing.ManualScheduler;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Definitions of any kind. */
final class Definitions {

    static final List<String> SCHEDULES = List.of(
            "every 30 seconds",
            "every 7 minutes",
            "every 2 hours",
            "every 20 to 50 minutes",
            "every 4 minutes times 3",
            "every minute at :05",
            "every hour at :20 within 10 minutes",
            "every day at 10:30",
            "every 15 minutes between 10:00 and 11:00",
            "cron */5 10-14 * * *",
            "cron 0 * * * * until 2026-03-04 16:00",
            "once in 45 minutes",
            "@reboot");

    private final Random random;
    private final int jobs;

    Definitions(Random random, int jobs) {
        this.random = random;
        this.jobs = jobs;
    }

    /** A definition of this job; now and then one that cannot be used. */
    Map<String, Object> next(String job) {
        Map<String, Object> properties = ManualScheduler.properties(job, schedule(), one(Witness.HANDLERS));
        maybe(properties, JobProperties.MISFIRE, "once", "skip", "all");
        maybe(properties, JobProperties.MISFIRE_LIMIT, "3", "100");
        maybe(properties, JobProperties.OVERLAP, "skip", "queue", "parallel");
        maybe(properties, JobProperties.TIMEOUT, "30 seconds", "20 minutes");
        maybe(properties, JobProperties.PRIORITY, "-5", "7");
        if (random.nextInt(3) == 0) {
            properties.put(JobProperties.DELIVERY, "at-most-once");
        } else {
            maybe(properties, JobProperties.RETRY, "2 from 5 seconds", "3 from 10 minutes");
        }
        if (random.nextInt(4) == 0) {
            properties.put(JobProperties.GATES, "door front");
            maybe(properties, JobProperties.DEFER, "1 minute", "1 hour");
        }
        if (random.nextInt(8) == 0) {
            properties.put(JobProperties.CONCURRENCY, "1");
        }
        return properties;
    }

    private String schedule() {
        if (random.nextInt(5) == 0) {
            return "after \"job " + random.nextInt(jobs) + "\"" + one(List.of("", " fails", " ends"));
        }
        return one(SCHEDULES) + (random.nextInt(20) == 0 ? " or so" : "");
    }

    private void maybe(Map<String, Object> properties, String name, String... values) {
        if (random.nextBoolean()) {
            properties.put(name, values[random.nextInt(values.length)]);
        }
    }

    private String one(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
