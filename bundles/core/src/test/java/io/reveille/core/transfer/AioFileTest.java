package io.reveille.core.transfer;

import static io.reveille.core.transfer.Here.CODEC;
import static io.reveille.core.transfer.Here.NOW;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.reveille.ImportException;
import io.reveille.ImportException.Fault;
import io.reveille.core.state.RunState;
import io.reveille.core.state.StateCodec;
import io.reveille.schedule.Schedule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The {@code schedule.json} of micropython-aioschedule. The fixtures hold the same jobs, with the times in each form. */
class AioFileTest {

    private static Document fixture(String name) throws IOException {
        try (InputStream in = requireNonNull(AioFileTest.class.getResourceAsStream(name), name)) {
            return Document.read(new String(in.readAllBytes(), StandardCharsets.UTF_8), CODEC, NOW);
        }
    }

    /** One job that the library might have written, but for some fields. */
    private static String entry(String... changed) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : List.of("latest", "start_day", "cancel_after")) {
            fields.put(field, "null");
        }
        fields.put("interval", "10");
        fields.put("unit", "\"minutes\"");
        fields.put("job_func_name", "\"job\"");
        fields.put("args", "[]");
        fields.put("kwargs", "{}");
        for (int i = 0; i < changed.length; i += 2) {
            fields.put(changed[i], changed[i + 1]);
        }
        StringBuilder entry = new StringBuilder("{");
        fields.forEach(
                (key, value) -> entry.append(entry.length() == 1 ? "" : ", ").append("\"" + key + "\": " + value));
        return entry.append("}").toString();
    }

    private static Wanted read(String... changed) {
        Document document = Document.read("[" + entry(changed) + "]", CODEC, NOW);
        assertThat(document.jobs()).hasSize(1);
        return document.jobs().get(0);
    }

    private static List<Fault> faults(String... entries) {
        String text = "[" + String.join(",", entries) + "]";
        return catchThrowableOfType(ImportException.class, () -> Document.read(text, CODEC, NOW))
                .faults();
    }

    /** Its next occurrence by the state that it goes on with. */
    private static Instant next(Wanted job) {
        RunState state = StateCodec.read(job.state().orElseThrow());
        assertThat(state.schedule()).isEqualTo(job.definition().schedule().toString());
        return job.definition().schedule().next(state.chain()).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"schedule-since-1970.json", "schedule-since-2000.json", "schedule-iso.json"})
    void eachFormOfTimesMeansTheSameJobs(String file) throws IOException {
        Document document = fixture(file);

        assertThat(document.source()).isEqualTo("schedule.json of micropython-aioschedule");
        Map<String, String> schedules = new LinkedHashMap<>();
        Map<String, Instant> next = new LinkedHashMap<>();
        document.jobs().forEach(job -> {
            schedules.put(job.name(), job.definition().schedule().toString());
            if (!job.name().equals("poll")) {
                next.put(job.name(), next(job));
            }
        });
        assertThat(schedules)
                .containsExactly(
                        Map.entry("job", "every 10 seconds"),
                        Map.entry("job-2", "every 10 minutes"),
                        Map.entry("hourly", "every hour until 2027-06-01T00:00:00Z"),
                        Map.entry("report", "every day at 10:30 in UTC"),
                        Map.entry("poll", "every 5 to 10 minutes"),
                        Map.entry("backup", "every monday in UTC"),
                        Map.entry("inspect", "every wednesday at 13:15 in UTC"),
                        Map.entry("blink", "every minute at :17 in UTC"),
                        Map.entry("sample", "every hour at :20:30 in UTC"),
                        Map.entry("rotate", "every 3 days at 06:00 in UTC"),
                        Map.entry("job_with_argument", "every 10 seconds"));
        assertThat(next)
                .containsExactly(
                        Map.entry("job", Instant.parse("2026-03-04T10:00:05Z")),
                        Map.entry("job-2", Instant.parse("2026-03-04T10:02:03Z")),
                        Map.entry("hourly", Instant.parse("2026-03-04T10:41:17Z")),
                        Map.entry("report", Instant.parse("2026-03-04T10:30:00Z")),
                        Map.entry("backup", Instant.parse("2026-03-09T08:00:11Z")),
                        Map.entry("inspect", Instant.parse("2026-03-04T13:15:00Z")),
                        Map.entry("blink", Instant.parse("2026-03-04T10:00:17Z")),
                        Map.entry("sample", Instant.parse("2026-03-04T10:20:30Z")),
                        Map.entry("rotate", Instant.parse("2026-03-05T06:00:00Z")),
                        Map.entry("job_with_argument", Instant.parse("2026-03-04T10:00:08Z")));
        assertThat(document.jobs().get(1).definition().handler()).isEqualTo("job");
        assertThat(document.jobs().get(1).remarks()).containsExactly("It runs next at 2026-03-04T10:02:03Z.");
        assertThat(document.jobs().get(10).definition().arguments())
                .isEqualTo(Map.of("args", List.of(3L), "name", "Peter"));
    }

    @Test
    void theRhythmOfADayGoesOnAfterIt() throws IOException {
        Wanted backup = fixture("schedule-iso.json").jobs().get(5);
        Schedule schedule = backup.definition().schedule();

        assertThat(schedule.preview(
                        StateCodec.read(backup.state().orElseThrow()).chain(), 3))
                .containsExactly(
                        Instant.parse("2026-03-09T08:00:11Z"),
                        Instant.parse("2026-03-16T08:00:11Z"),
                        Instant.parse("2026-03-23T08:00:11Z"));
    }

    @Test
    void aRandomIntervalCountsFromTheLastRun() throws IOException {
        Wanted poll = fixture("schedule-since-2000.json").jobs().get(4);

        assertThat(StateCodec.read(poll.state().orElseThrow()).chain())
                .isEqualTo(Instant.parse("2026-03-04T09:54:30Z"));
        assertThat(poll.remarks()).containsExactly("Its interval is drawn anew, and counts from 2026-03-04T09:54:30Z.");
        Wanted first = read("latest", "20", "next_run", "\"2026-03-04T10:05:00+00:00\"");
        assertThat(StateCodec.read(first.state().orElseThrow()).chain())
                .isEqualTo(Instant.parse("2026-03-04T09:55:00Z"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1772618700|2026-03-04T10:05:00Z",
                "1772618700.9|2026-03-04T10:05:00Z",
                "\"1772618700\"|2026-03-04T10:05:00Z",
                "\"1772618700.25\"|2026-03-04T10:05:00Z",
                "825933900|2026-03-04T10:05:00Z",
                "\"825933900.0\"|2026-03-04T10:05:00Z",
                "\"2026-03-04T10:05:00+00:00\"|2026-03-04T10:05:00Z",
                "\"2026-03-04T12:05:00.123456+02:00\"|2026-03-04T10:05:00Z",
                "\"2026-03-04T10:05:00Z\"|2026-03-04T10:05:00Z",
                "\"2026-03-04 10:05:00\"|2026-03-04T10:05:00Z",
                "\"2026-03-04T10:05:00.5\"|2026-03-04T10:05:00Z",
                "\"2026-03-05\"|2026-03-05T00:00:00Z",
                "600|2000-01-01T00:10:00Z",
                "1577836799|2049-12-30T23:59:59Z",
                "1577836800|2020-01-01T00:00:00Z"
            })
    void everyFormOfATime(String value, String expected) {
        Wanted job = read("next_run", value);

        assertThat(next(job)).isEqualTo(Instant.parse(expected));
    }

    @Test
    void whatIsDueRunsOnce() {
        assertThat(read("next_run", "\"2026-03-04T09:00:00+00:00\"").remarks())
                .containsExactly("It was due at 2026-03-04T09:00:00Z, and runs once as soon as it can.");
    }

    @Test
    void withoutNextRunItCountsFromTheLast() {
        assertThat(next(read("last_run", "\"2026-03-04T09:55:00+00:00\"")))
                .isEqualTo(Instant.parse("2026-03-04T10:05:00Z"));
        assertThat(read().state()).isEmpty();
    }

    @Test
    void aNextRunBesideTheScheduleIsSaid() {
        Wanted job = read(
                "unit", "\"days\"",
                "interval", "1",
                "at_time", "\"10:30:00\"",
                "last_run", "\"2026-03-03T10:30:02+00:00\"",
                "next_run", "\"2026-03-04T11:00:00+00:00\"");

        assertThat(next(job)).isEqualTo(Instant.parse("2026-03-04T10:30:00Z"));
        assertThat(job.remarks())
                .containsExactly(
                        "Its next_run, 2026-03-04T11:00:00Z, does not fit its schedule.",
                        "It runs next at 2026-03-04T10:30:00Z.");
    }

    @Test
    void whatWasCancelledIsNotRunAgain() {
        Wanted over =
                read("cancel_after", "\"2026-03-04T09:59:00+00:00\"", "next_run", "\"2026-03-04T09:58:00+00:00\"");
        assertThat(over.definition().schedule()).hasToString("every 10 minutes until 2026-03-04T09:59:00Z");
        assertThat(over.state()).isEmpty();

        assertThat(read("cancel_after", "1772618500", "next_run", "1772618700").remarks())
                .containsExactly("It does not run again: its next time would be after its end.");
    }

    @Test
    void oneEntryAloneOrAListCalledJobsWillDo() {
        assertThat(Document.read(entry(), CODEC, NOW).names()).containsExactly("job");
        assertThat(Document.read("{\"jobs\":[" + entry() + "," + entry() + "]}", CODEC, NOW)
                        .names())
                .containsExactly("job", "job-2");
        assertThat(Document.read("[]", CODEC, NOW).names()).isEmpty();
    }

    @Test
    void tagsAndFieldsThatAreNull() {
        Wanted job = read("tags", "[\"b\", \"a\"]", "at_time", "null", "at_time_zone", "null", "kwargs", "null");

        assertThat(job.definition().tags()).containsExactly("a", "b");
        assertThat(job.definition().arguments()).isEmpty();
        assertThat(read("latest", "10").definition().schedule()).hasToString("every 10 minutes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "unit|\"minuts\"|did you mean \"minutes\"?",
                "unit|\"months\"|expected one of seconds, minutes, hours, days, weeks",
                "unit|null|expected one of seconds",
                "interval|0|expected a whole number from 1 on",
                "interval|1.5|expected a whole number from 1 on",
                "interval|null|expected a whole number from 1 on",
                "interval|2000000000|expected a whole number from 1 to 1000000000",
                "latest|5|from 10 to 1000000000",
                "latest|\"20\"|expected a whole number from 1 on",
                "start_day|\"monday\"|goes with the unit weeks only",
                "start_day|\"mondy\"|did you mean \"monday\"?",
                "at_time|\"10:30:00\"|a time in the unit, which is minutes",
                "at_time|\"00:00:17.5\"|in whole seconds",
                "at_time|\"half past ten\"|expected a time of day",
                "at_time|17|expected a time of day",
                "cancel_after|\"tomorrow\"|seconds since 1970 or 2000",
                "cancel_after|-5|seconds since 1970 or 2000",
                "next_run|1e300|seconds since 1970 or 2000",
                "last_run|\"2026-13-01\"|seconds since 1970 or 2000",
                "last_run|[]|seconds since 1970 or 2000",
                "args|{}|expected a list",
                "args|[null]|\"args[0]\" is null",
                "kwargs|[]|expected an object",
                "kwargs|{\"a\": {\"b\": null}}|\"a.b\" is null",
                "tags|[7]|expected texts",
                "tags|[\"a/b\"]|it has a slash",
                "job_func_name|\"<lambda>\"|expected the name of a function",
                "job_func_name|null|expected the name of a function",
                "job_func_name|7|expected the name of a function",
                "run_every|5|There is no property \"run_every\""
            })
    void whatCannotBeBroughtOver(String field, String value, String message) {
        List<Fault> faults = faults(entry(), entry(field, value));

        assertThat(faults).hasSize(1);
        assertThat(faults.get(0).job())
                .isEqualTo(
                        field.equals("job_func_name")
                                ? "[1]" + (value.startsWith("\"") ? " (<lambda>)" : "")
                                : "[1] (job)");
        assertThat(faults.get(0).property()).isEqualTo(field);
        assertThat(faults.get(0).message()).contains(message);
    }

    @Test
    void aWeekdayGoesWithEveryWeekOnly() {
        assertThat(faults(entry("unit", "\"weeks\"", "start_day", "\"monday\"")).toString())
                .contains("start_day", "every(), without a number");
    }

    @Test
    void anArgumentCalledArgsBesideArgumentsByPosition() {
        assertThat(faults(entry("args", "[1]", "kwargs", "{\"args\": 2}")).toString())
                .contains("kwargs", "the arguments by position");
    }

    @Test
    void aLongNameAndAnUnknownEntry() {
        String name = "f".repeat(65);

        List<Fault> faults = faults(entry("job_func_name", "\"" + name + "\""), "7", "null");

        assertThat(faults.stream().map(Fault::job)).containsExactly("[0] (" + name + ")", "[1]", "[2]");
        assertThat(faults.get(0).message()).contains("it has 65 characters");
    }
}
