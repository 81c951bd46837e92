package io.reveille.core.service;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.THURSDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.Delivery;
import io.reveille.JobBuilder;
import io.reveille.JobDefinitionException;
import io.reveille.JobPolicies;
import io.reveille.Misfire;
import io.reveille.Overlap;
import io.reveille.Retry;
import io.reveille.ScheduleService;
import io.reveille.schedule.Every;
import io.reveille.schedule.Schedule;
import io.reveille.testing.Inside;
import io.reveille.testing.ManualScheduler;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobBuilderTest {

    private final ManualScheduler gateway = new ManualScheduler();
    private final ScheduleService scheduler = gateway.scheduler();
    private final JobMaker maker = new JobMaker(Inside.of(gateway).engine(), "app");

    @Test
    void whatIsSaidOfTimeGoesIntoTheSchedule() {
        says(minutes().between("08:00", "18:00"), "every 10 minutes between 08:00 and 18:00");
        says(
                minutes().between("22:00", "24:00", MONDAY, FRIDAY),
                "every 10 minutes between 22:00 and 24:00 on monday, friday");
        says(every(2).weeks().on(MONDAY, THURSDAY).at("08:00"), "every 2 weeks on monday, thursday at 08:00");
        says(
                minutes().starting(Instant.parse("2027-03-01T00:00:00Z")),
                "every 10 minutes starting 2027-03-01T00:00:00Z");
        says(minutes().starting(LocalDateTime.of(2027, 3, 1, 18, 30)), "every 10 minutes starting 2027-03-01 18:30");
        says(minutes().starting(LocalDate.of(2027, 3, 1)), "every 10 minutes starting 2027-03-01");
        says(minutes().starting(LocalTime.of(18, 30)), "every 10 minutes starting 18:30");
        says(minutes().starting(Duration.ofHours(1)), "every 10 minutes starting 1 hour from definition");
        says(minutes().until(Instant.parse("2027-03-01T00:00:00Z")), "every 10 minutes until 2027-03-01T00:00:00Z");
        says(minutes().until(LocalDateTime.of(2027, 3, 1, 18, 30)), "every 10 minutes until 2027-03-01 18:30");
        says(minutes().until(LocalDate.of(2027, 3, 1)), "every 10 minutes until 2027-03-01");
        says(minutes().until(LocalTime.of(18, 30)), "every 10 minutes until 18:30");
        says(minutes().until(Duration.ofHours(1)), "every 10 minutes until 1 hour from definition");
        says(minutes().times(12), "every 10 minutes times 12");
        says(minutes().within(Duration.ofMinutes(2)), "every 10 minutes within 2 minutes");
        says(minutes().spreadOver(Duration.ofMinutes(2)), "every 10 minutes spread over 2 minutes");
        says(minutes().noWake(), "every 10 minutes nowake");
    }

    @Test
    void aWholeSentence() {
        scheduler
                .every(10)
                .minutes()
                .named("x")
                .between("08:00", "18:00")
                .in("Europe/Rome")
                .until(LocalDate.of(2027, 6, 1))
                .within(Duration.ofMinutes(2))
                .noWake()
                .tagged("field")
                .misfireAll(5)
                .overlap(Overlap.QUEUE)
                .timeout(Duration.ofMinutes(9))
                .retry(3, Duration.ofSeconds(10), Duration.ofMinutes(1))
                .priority(7)
                .concurrency(2)
                .deferAtMost(Duration.ofMinutes(30))
                .onlyIf("network  eth0")
                .onlyIf("mains")
                .run("scan");

        assertThat(gateway.job("x").definition().schedule())
                .isEqualTo(Schedule.parse("every 10 minutes between 08:00 and 18:00 in Europe/Rome until 2027-06-01"
                        + " within 2 minutes nowake"));
        assertThat(gateway.job("x").definition().policies())
                .isEqualTo(JobPolicies.DEFAULTS
                        .withMisfire(Misfire.ALL, 5)
                        .withOverlap(Overlap.QUEUE)
                        .withTimeout(Duration.ofMinutes(9))
                        .withRetry(new Retry(3, Duration.ofSeconds(10), Duration.ofMinutes(1)))
                        .withPriority(7)
                        .withConcurrency(2)
                        .withGates(List.of("network eth0", "mains"))
                        .withDefer(Duration.ofMinutes(30)));
        assertThat(gateway.definitions().at("io.reveille.job~x"))
                .containsEntry("misfire.limit", 5)
                .containsEntry("defer", "30 minutes")
                .doesNotContainKey("delivery");
    }

    @Test
    void aPolicyThatCodeNoLongerGivesIsNoLongerStored() {
        scheduler.every().hour().named("x").timeout(Duration.ofMinutes(9)).run("scan");
        gateway.definitions()
                .put("io.reveille.job~x", with(gateway.definitions().at("io.reveille.job~x"), "service.note", "mine"));

        scheduler.every().hour().named("x").priority(1).run("scan");

        assertThat(gateway.job("x").definition().policies()).isEqualTo(JobPolicies.DEFAULTS.withPriority(1));
        assertThat(gateway.definitions().at("io.reveille.job~x"))
                .containsEntry("priority", 1)
                .containsEntry("service.note", "mine")
                .doesNotContainKey("timeout");
    }

    private static Map<String, Object> with(Map<String, Object> before, String key, Object value) {
        Map<String, Object> more = new HashMap<>(before);
        more.put(key, value);
        return more;
    }

    @Test
    void aWordThatDoesNotFitIsRefusedAtOnceAndChangesNothing() {
        JobBuilder builder = scheduler.every(10).minutes().named("x").priority(3);

        refuses(() -> builder.on(MONDAY), "MONDAY", "a number of weeks");
        refuses(() -> builder.between("08:00", "25:00"), "25:00");
        refuses(() -> builder.times(0), "0", "from 1 to");
        refuses(() -> builder.within(Duration.ofMillis(5)), "PT0.005S", "whole seconds");
        refuses(() -> builder.misfireAll(1001), "misfire.limit", "1001", "from 1 to 1000");
        refuses(() -> builder.timeout(Duration.ofDays(367)), "timeout", "367 days", "366 days");
        refuses(() -> builder.retry(101), "retry", "101", "0 to 100");
        refuses(() -> builder.retry(-1, Retry.FIRST, Retry.LONGEST), "retry", "-1", "0 to 100");
        refuses(() -> builder.retry(1, Retry.LONGEST, Retry.FIRST), "retry", "1 hour, is longer than", "30 seconds");
        refuses(() -> builder.priority(-101), "priority", "-101", "from -100 to 100");
        refuses(() -> builder.concurrency(65), "concurrency", "65", "from 0 to 64");
        refuses(() -> builder.onlyIf("Network"), "gates", "Network", "name of a gate");
        refuses(() -> builder.deferAtMost(Duration.ZERO), "defer", "0 seconds", "from 1 second");

        builder.run("scan");
        assertThat(gateway.job("x").definition().policies()).isEqualTo(JobPolicies.DEFAULTS.withPriority(3));
        assertThat(gateway.job("x").definition().schedule()).isEqualTo(Schedule.parse("every 10 minutes"));
    }

    @Test
    void aContradictionIsRefusedInTheEnd() {
        JobBuilder risky = scheduler.every().hour().retry(3).delivery(Delivery.AT_MOST_ONCE);
        assertThatThrownBy(() -> risky.run("scan"))
                .isInstanceOf(JobDefinitionException.class)
                .hasMessageContaining("at-most-once");
        JobBuilder waiting = scheduler.every().hour().deferAtMost(Duration.ofMinutes(1));
        assertThatThrownBy(() -> waiting.run("scan")).hasMessageContaining("no gates");

        risky.retry(0).run("scan");
        assertThat(gateway.job("scan").definition().policies())
                .isEqualTo(JobPolicies.DEFAULTS.withDelivery(Delivery.AT_MOST_ONCE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"every day at 10:30|every day at 10:30 in UTC", "cron 0 8 * * MON|cron 0 8 * * MON in UTC"})
    void aScheduleThatWasGivenWholeTakesNoWordOfTime(String text, String shown) {
        JobBuilder builder = scheduler.schedule(text);
        List<Consumer<JobBuilder>> words = List.of(
                job -> job.at("11:00"),
                job -> job.in("UTC"),
                job -> job.in(ZoneOffset.UTC),
                job -> job.on(MONDAY),
                job -> job.between("08:00", "18:00"),
                job -> job.between("08:00", "18:00", MONDAY),
                job -> job.starting(LocalDate.of(2027, 1, 1)),
                job -> job.until(LocalDate.of(2027, 1, 1)),
                job -> job.times(3),
                job -> job.within(Duration.ofMinutes(1)),
                job -> job.spreadOver(Duration.ofMinutes(1)),
                JobBuilder::noWake);
        for (Consumer<JobBuilder> word : words) {
            refuses(() -> word.accept(builder), "\"" + shown + "\", which is complete");
        }
        refuses(() -> builder.between("08:00", "18:00", MONDAY), "between(\"08:00\", \"18:00\", MONDAY) cannot change");
    }

    private JobBuilder minutes() {
        return every(10).minutes();
    }

    private Every<JobBuilder> every(int interval) {
        return Schedule.every(interval, schedule -> new RepeatingJobBuilder(schedule, maker));
    }

    private static void says(JobBuilder builder, String schedule) {
        assertThat(((RepeatingJobBuilder) builder).schedule()).isEqualTo(Schedule.parse(schedule));
    }

    private static void refuses(Runnable call, String... why) {
        assertThatThrownBy(call::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(why);
    }
}
