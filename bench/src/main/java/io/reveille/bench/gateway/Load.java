package io.reveille.bench.gateway;

import io.reveille.JobTransfer;
import io.reveille.ScheduleService;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.osgi.service.cm.ConfigurationAdmin;

/** What the probe has a gateway do. */
final class Load {

    private static final Duration WARM_UP = Duration.ofSeconds(60);

    private final Gateway gateway;
    private final Runs runs;

    Load(Gateway gateway, Runs runs) {
        this.gateway = gateway;
        this.runs = runs;
    }

    /** Makes as many configurations as jobs would be, which nobody takes: what ConfigurationAdmin alone needs. */
    @SuppressWarnings("JdkObsolete") // it takes a Dictionary
    void configurations(int number) throws InterruptedException, IOException {
        ConfigurationAdmin admin = gateway.service(ConfigurationAdmin.class);
        Thread.sleep(3_000); // the start is over
        long began = System.nanoTime();
        for (int i = 0; i < number; i++) {
            Map<String, Object> definition = definition(i, "every " + (2 + i % 22) + " hours");
            admin.getFactoryConfiguration("bench.other", name(i), "?").update(new Hashtable<>(definition));
        }
        GatewayProbe.say("ms", millisSince(began));
    }

    void give(int number) throws InterruptedException {
        ScheduleService scheduler = gateway.service(ScheduleService.class);
        Thread.sleep(3_000);
        long began = System.nanoTime();
        define(scheduler, number, i -> "every " + (2 + i % 22) + " hours");
        if (scheduler.nextRun().isEmpty()) { // answered when the engine has taken in all
            throw new IllegalStateException("nothing is planned");
        }
        GatewayProbe.say("ms", millisSince(began));
    }

    /** Has all run at the beginning of each of three minutes; the first time their classes are loaded as well. */
    void dueAtOneInstant(int number) throws InterruptedException {
        ScheduleService scheduler = gateway.service(ScheduleService.class);
        Instant due = Instant.now().plus(Duration.ofSeconds(90)).truncatedTo(ChronoUnit.MINUTES);
        String schedule = "cron 0 * * * * * in UTC";
        define(scheduler, number, i -> schedule);
        runs.forget();
        if (Instant.now().isAfter(due)) {
            throw new IllegalStateException("the jobs were not given in time");
        }
        for (int round = 1; round <= 3; round++) {
            Instant moment = due.plus(Duration.ofMinutes(round));
            Thread.sleep(Math.max(
                    0, Duration.between(Instant.now(), moment.minusSeconds(5)).toMillis()));
            runs.forget();
            long processor = GatewayProbe.processor();
            runs.await(number);
            GatewayProbe.say("ms", Duration.between(moment, Instant.now()).toMillis());
            GatewayProbe.say("processor-ms", GatewayProbe.processor() - processor);
        }
    }

    /** Has so many stored jobs run every so many seconds, for so many seconds. */
    void every(int number, int seconds, int length) throws InterruptedException {
        ScheduleService scheduler = gateway.service(ScheduleService.class);
        define(scheduler, number, i -> "every " + seconds + " seconds");
        observe(number * length / seconds + number, length);
    }

    /** Has so many calls of code made every so many seconds, for so many seconds; their lateness is not known. */
    void calls(int number, int seconds, int length) throws InterruptedException {
        ScheduleService scheduler = gateway.service(ScheduleService.class);
        for (int i = 0; i < number; i++) {
            scheduler.every(seconds).seconds().call(() -> runs.ran(Instant.now()));
        }
        observe(number * length / seconds + number, length);
    }

    /** Plans the import of so many jobs, three times. */
    void dryRun(int number) throws InterruptedException {
        JobTransfer transfer = gateway.service(JobTransfer.class);
        StringBuilder jobs = new StringBuilder();
        for (int i = 0; i < number; i++) {
            jobs.append(i == 0 ? "" : ",")
                    .append("{\"name\":\"")
                    .append(name(i))
                    .append("\",\"schedule\":\"every ")
                    .append(2 + i % 22)
                    .append(" hours\",\"handler\":\"probe\",\"args\":{\"unit\":")
                    .append(i)
                    .append(",\"registers\":[1,2,3]},\"tags\":[\"meter\",\"hall-")
                    .append(i % 10)
                    .append("\"]}");
        }
        for (int round = 0; round < 3; round++) {
            long began = System.nanoTime();
            int planned = transfer.plan("{\"format\":\"io.reveille.jobs\",\"version\":1,\"jobs\":[" + jobs + "]}")
                    .items()
                    .size();
            GatewayProbe.say("planned", planned);
            GatewayProbe.say("ms", millisSince(began));
        }
    }

    private void observe(int most, int length) throws InterruptedException {
        Thread.sleep(WARM_UP.toMillis());
        runs.note(most);
        long processor = GatewayProbe.processor();
        Thread.sleep(length * 1000L);
        GatewayProbe.say("processor-ms", GatewayProbe.processor() - processor);
        runs.say();
    }

    private interface Schedules {
        String of(int number);
    }

    private static void define(ScheduleService scheduler, int number, Schedules schedules) {
        List<Map<String, Object>> definitions = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            definitions.add(definition(i, schedules.of(i)));
        }
        scheduler.defineAll(definitions);
    }

    private static Map<String, Object> definition(int number, String schedule) {
        return Map.of(
                "name",
                name(number),
                "schedule",
                schedule,
                "handler",
                GatewayProbe.HANDLER,
                "args",
                "{\"unit\": " + number + ", \"registers\": [1, 2, 3]}",
                "tags",
                new String[] {"meter", "hall-" + number % 10});
    }

    private static String name(int number) {
        return String.format(Locale.ROOT, "job-%05d", number);
    }

    private static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }
}
