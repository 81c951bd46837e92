package io.reveille.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.ImportPlan;
import io.reveille.ImportPlan.Item;
import io.reveille.ImportPlan.Kind;
import io.reveille.Job;
import io.reveille.JobDefinition;
import io.reveille.JobResult;
import io.reveille.testing.ManualScheduler;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Random jobs that have run for a random time: what goes out comes in again as it was. */
class RandomTransferTest {

    private static final int ROUNDS = 100;

    private static final String[] SCHEDULES = {
        "every 10 seconds", "every 90 minutes", "every 5 to 10 minutes", "every day at 10:30 in Europe/Rome",
        "every 3 days at 06:00:15", "every wednesday at 13:15", "every month on last day", "every 2 hours at :30",
        "cron */15 8-18 * * MON-FRI in Asia/Tokyo", "once in 45 minutes", "once at 2026-03-04T10:20:00Z", "@reboot",
        "after \"j-0\"", "after \"j-1\" fails", "every hour times 3", "every 20 minutes between 08:00 and 18:00",
        "every hour until 2 hours from definition", "every 10 minutes within 5 minutes spread over 3 minutes nowake"
    };

    private static final String[] NAMES = {"poll", "Äpfel & Birnen", "a.b-c_d", "日本語", "\"quoted\"", "x\\y", "<b>", "😀"
    };

    @Test
    void whatGoesOutComesInAsItWas() {
        long first = Long.getLong("reveille.seed", 1);
        for (long seed = first; seed < first + ROUNDS; seed++) {
            Random random = new Random(seed);
            ManualScheduler from = gateway(random);
            String document = from.transfer().export(true);

            // By name, beside others, elsewhere, at the same moment
            ManualScheduler to = new ManualScheduler(from.now(), ZoneId.of("UTC"));
            offer(to);
            ImportPlan plan = to.transfer().plan(document);
            assertThat(plan.items()).as("seed %d", seed).allMatch(item -> item.kind() == Kind.NEW && item.withState());
            plan.apply();

            assertThat(definitions(to)).as("seed %d", seed).isEqualTo(definitions(from));
            assertThat(kept(to.transfer().export(true))).as("seed %d", seed).isEqualTo(kept(document));
            to.settle();
            assertThat(next(to)).as("seed %d", seed).containsAllEntriesOf(next(from));

            // Again, by whatever text of it: nothing to do
            String plain = to.transfer().export(false);
            List<Item> again = to.transfer().plan(plain).items();
            assertThat(again).as("seed %d", seed).hasSameSizeAs(plan.items());
            assertThat(again).as("seed %d", seed).allMatch(item -> item.kind() == Kind.SAME);
        }
    }

    private static ManualScheduler gateway(Random random) {
        ManualScheduler gateway = new ManualScheduler();
        offer(gateway);
        int jobs = random.nextInt(8);
        for (int i = 0; i < jobs; i++) {
            String name = random.nextBoolean() ? "j-" + i : NAMES[i];
            gateway.store("io.reveille.job~" + i, definition(random, name));
        }
        gateway.advance(Duration.ofMinutes(random.nextInt(200)));
        gateway.scheduler().runPending(); // what may run by now does where it comes in
        gateway.settle();
        gateway.scheduler().jobs().stream()
                .filter(job -> random.nextInt(5) == 0)
                .forEach(Job::pause);
        gateway.settle();
        return gateway;
    }

    private static void offer(ManualScheduler gateway) {
        gateway.handler("good", context -> {
            context.memory().put("text", "ü\n\"\\");
            return JobResult.success("done", Map.of("rows", 3));
        });
        gateway.handler("bad", context -> JobResult.failure("no answer"));
    }

    private static Map<String, Object> definition(Random random, String name) {
        String[] handlers = {"good", "bad", "missing"};
        String schedule = SCHEDULES[random.nextInt(SCHEDULES.length)];
        Map<String, Object> definition = ManualScheduler.properties(
                name, schedule.contains(name) ? "@daily" : schedule, handlers[random.nextInt(3)]);
        Map<String, Object[]> more = new LinkedHashMap<>();
        more.put(
                "args",
                new Object[] {"{\"unit\":3,\"list\":[1.5,{\"a\":[]}],\"key\":\"${secret:k}\"}", "{}", "{\"a\":-0.0}"});
        more.put("tags", new Object[] {new String[] {"b", "a"}, "one", new String[0]});
        more.put("misfire", new Object[] {"once", "skip", "all"});
        more.put("misfire.limit", new Object[] {1, "5", 100});
        more.put("overlap", new Object[] {"skip", "queue", "parallel"});
        more.put("timeout", new Object[] {"none", "90s", "PT1H30M"});
        more.put("retry", new Object[] {0, "3", "3 from 10 seconds to 2 minutes"});
        more.put("priority", new Object[] {-100, 0, 7L});
        more.put("concurrency", new Object[] {0, 3});
        more.put("gates", new Object[] {new String[] {"network  eth0", "mains"}, "mains"});
        more.forEach((property, values) -> {
            if (random.nextBoolean()) {
                definition.put(property, values[random.nextInt(values.length)]);
            }
        });
        if (!definition.containsKey("retry") && random.nextBoolean()) {
            definition.put("delivery", "at-most-once");
        }
        if (definition.containsKey("gates") && random.nextBoolean()) {
            definition.put("defer", "10 min");
        }
        return definition;
    }

    /** All but when gates are asked again: that is at once. */
    private static String kept(String document) {
        return document.replaceAll("(?m)^ *\"again\".*\\R", "");
    }

    private static List<JobDefinition> definitions(ManualScheduler gateway) {
        return gateway.scheduler().jobs().stream().map(Job::definition).toList();
    }

    /** Those that wait for a time; an event may have come by the import itself. */
    private static Map<String, Optional<Instant>> next(ManualScheduler gateway) {
        return new ArrayList<>(gateway.scheduler().jobs())
                .stream()
                        .filter(job -> !job.definition().schedule().isEvent())
                        .filter(job -> job.definition().schedule().spread().isZero()) // another installation
                        .filter(job -> !job.status().running())
                        .filter(job -> job.status()
                                .nextRun()
                                .filter(gateway.now()::isBefore)
                                .isPresent())
                        .collect(Collectors.toMap(Job::name, job -> job.status().nextRun(), (a, b) -> a, HashMap::new));
    }
}
