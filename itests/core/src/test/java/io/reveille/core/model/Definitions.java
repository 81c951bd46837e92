package io.reveille.core.model;

import io.reveille.spi.JobProperties;
import java.util.List;
import java.util.Random;

/** Definitions of any kind; those of one script are of few kinds, so that they meet. */
final class Definitions {

    private static final List<String> QUICK = List.of(
            "every 1 second",
            "every 2 seconds",
            "every 3 seconds times 4",
            "every 2 seconds times 2",
            "every 10 seconds",
            "every 7 seconds",
            "every 30 seconds within 10 seconds",
            "every minute at :05");

    private static final List<String> STEADY = List.of(
            "every 30 seconds",
            "every 1 minute",
            "every 7 minutes",
            "every 2 hours",
            "every 4 minutes times 3",
            "every 20 minutes times 1",
            "every hour at :20 within 10 minutes",
            "cron */5 * * * *");

    private static final List<String> RELATIVE = List.of(
            "once in 45 minutes",
            "once in 90 seconds",
            "every minute until 2 hours from definition",
            "every 10 minutes until 18:30",
            "every 5 minutes starting 20 minutes from definition",
            "every hour until 2027-06-01",
            "every 15 minutes until 2029-01-01 12:00",
            "every 10 minutes");

    private static final List<String> CALENDAR = List.of(
            "every day at 10:30",
            "every 20 to 50 minutes",
            "every minute at :05",
            "every 15 minutes between 10:00 and 11:00",
            "every day at 02:30",
            "cron */5 10-14 * * *",
            "cron 0 * * * * until 2026-03-04 16:00",
            "once at 2026-03-04T11:00:00Z",
            "every 2 hours times 2",
            "@reboot");

    private static final List<List<String>> KINDS = List.of(QUICK, QUICK, STEADY, STEADY, RELATIVE, CALENDAR);

    private final Random random;
    private final int jobs;
    private final List<String> kind;
    private final List<String> handlers;
    private final int chains; // of 10
    private final int bare; // of 10 definitions so many say nothing of how to run

    Definitions(Random random, int jobs) {
        this.random = random;
        this.jobs = jobs;
        this.kind = KINDS.get(random.nextInt(KINDS.size()));
        this.handlers = List.of(Witness.HANDLERS, List.of("good", "slow"), List.of("slow", "mixed", "good"))
                .get(random.nextInt(3));
        this.chains = List.of(0, 1, 3, 6).get(random.nextInt(4));
        this.bare = random.nextInt(8);
    }

    /** Whether its jobs run every few seconds. */
    boolean isQuick() {
        return kind.equals(QUICK);
    }

    /** A definition of this job; now and then one that cannot be used. */
    Action next(String job) {
        Action action = Action.of("define", job).with(JobProperties.SCHEDULE, schedule());
        String handler = one(handlers);
        action = handler.equals("good") ? action : action.with(JobProperties.HANDLER, handler);
        action = maybe(action, JobProperties.MISFIRE, "once", "skip", "all", "all");
        action = maybe(action, JobProperties.OVERLAP, "skip", "queue", "queue", "parallel");
        if (random.nextInt(3) == 0) {
            action = action.with(JobProperties.DELIVERY, "at-most-once");
        } else {
            action = maybe(action, JobProperties.RETRY, "2 from 5 seconds", "3 from 10 minutes");
        }
        if (random.nextInt(10) < bare) {
            return action;
        }
        action = maybe(action, JobProperties.MISFIRE_LIMIT, "3", "100");
        action = maybe(action, JobProperties.TIMEOUT, "30 seconds", "20 minutes");
        action = maybe(action, JobProperties.PRIORITY, "-5", "7");
        if (random.nextInt(4) == 0) {
            action = action.with(JobProperties.GATES, "door front");
            action = maybe(action, JobProperties.DEFER, "1 minute", "1 hour");
        }
        return random.nextInt(8) == 0 ? action.with(JobProperties.CONCURRENCY, "1") : action;
    }

    private String schedule() {
        if (random.nextInt(10) < chains) {
            return "after \"job-" + random.nextInt(jobs) + "\"" + one(List.of("", " fails", " fails", " ends"));
        }
        String text = random.nextInt(10) == 0 ? one(KINDS.get(random.nextInt(KINDS.size()))) : one(kind);
        return text + (random.nextInt(30) == 0 ? " or so" : "");
    }

    private Action maybe(Action action, String name, String... values) {
        return random.nextBoolean() ? action.with(name, values[random.nextInt(values.length)]) : action;
    }

    private String one(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
