package io.reveille.persistence;

/**
 * The descriptions of a job's properties, shared by all forms: constants, which the compiler copies into the
 * annotations of each form. Each form appends the meaning of an empty field.
 */
public final class JobTexts {

    public static final String SCHEDULE =
            "When it runs, in words: every 10 seconds; every minute at :05; every 2 hours at :30; every day at "
                    + "10:30 in Europe/Rome; every monday, friday at 07:00; every weekday at 08:00; every 5 to 10 minutes; "
                    + "once at 2027-01-01T00:00:00Z; once in 45 minutes. Months: every month on last day; every month on "
                    + "second tuesday at 09:00. Cron: cron */15 8-18 * * MON-FRI. Windows: every 10 minutes between 08:00 "
                    + "and 18:00 on monday to friday until 2027-06-01. Times without a zone are in the engine's (Reveille: "
                    + "engine, Zone).";

    public static final String HANDLER =
            "The name of the handler that does the work, for example log, host-telemetry or telemetry-report. If "
                    + "no bundle offers it yet, the job waits for it.";

    public static final String ARGS =
            "What the handler gets: one JSON object of at most 16 KB, for example {\"message\": \"hello\", "
                    + "\"count\": 3}. Empty: none. Which it knows is the handler's business; see its documentation.";

    public static final String TAGS = "Words by which jobs are found together, for example field or upload";

    public static final String MISFIRE =
            "What becomes of occurrences whose time passed while the gateway was off or asleep, the handler was "
                    + "missing or a gate said no.";

    public static final String MISFIRE_LIMIT = "If each of them runs: how many at most, of the newest; 1 to 1000.";

    public static final String OVERLAP =
            "What becomes of an occurrence that comes due while a run of the same job is under way.";

    public static final String DELIVERY =
            "What a kill or a power cut in the middle of a run means. What must never happen twice runs at most "
                    + "once; it takes no retries.";

    public static final String TIMEOUT = "How long a run may take before it is interrupted and counts as failed";

    public static final String RETRY =
            "How often a failed run is tried again, 0 to 100, each time after twice the delay: 3 waits 30 seconds"
                    + " at first and an hour at most; or say it: 3 from 10 seconds to 10 minutes. The next occurrence ends "
                    + "it.";

    public static final String PRIORITY = "Of several jobs that are due together the higher goes first; -100 to 100.";

    public static final String CONCURRENCY =
            "How many runs of the same handler, of whatever jobs, there may be when this one starts, itself "
                    + "included, 1 to 64; else it waits.";

    public static final String GATES =
            "Conditions that must all hold when it starts, else it waits for them: each the name of a gate and "
                    + "what it is to check, for example mains; network eth0; battery above 30.";

    public static final String DEFER =
            "How long an occurrence waits for its conditions and is still in time: until next, which is to the "
                    + "next occurrence, or for example 2 hours; then it is missed. 1 second to 366 days.";

    private JobTexts() {}
}
