package io.reveille.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.text.ParseException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quartz.CronExpression;

/** Patterns of Quartz in our words, and against Quartz itself. */
class QuartzPatternTest {

    private static final ZoneId UTC = ZoneId.of("UTC");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 0/10 * * * ?         | cron 0 */10 * * * * in UTC",
                "0 0/10 8-17 ? * 2-6    | cron 0 */10 8-17 * * 1-5 in UTC",
                "0 0 12 ? * 6L          | cron 0 0 12 * * 5L in UTC",
                "0 0 12 ? * FRIL        | cron 0 0 12 * * 5L in UTC",
                "0 0 12 ? * 6#3         | cron 0 0 12 * * 5#3 in UTC",
                "0 0 12 ? * L           | cron 0 0 12 * * 6 in UTC",
                "0 0 12 ? * 1,7         | cron 0 0 12 * * 0,6 in UTC",
                "0 0 12 ? * FRI-MON     | cron 0 0 12 * * 5,6,0,1 in UTC",
                "0 0 12 ? * 2/2         | cron 0 0 12 * * 1-6/2 in UTC",
                "0 0 12 L * ?           | cron 0 0 12 L * * in UTC",
                "0 0 12 15W * ?         | cron 0 0 12 15W * * in UTC",
                "0 0 12 1/5 * ?         | cron 0 0 12 */5 * * in UTC",
                "0 0 22-2 ? NOV-FEB *   | cron 0 0 22,23,0,1,2 * 11,12,1,2 * in UTC",
                "0 0 22-4/2 * * ?       | cron 0 0 22,0,2,4 * * * in UTC",
                "0 3/20 * * * ? 2027    | cron 0 3-59/20 * * * * 2027 in UTC",
                "0 /5 * * * ?           | cron 0 */5 * * * * in UTC",
                "0 0 12 ? * sun         | cron 0 0 12 * * 0 in UTC",
                "5 30 9 LW * ?          | every month on last weekday at 09:30:05 in UTC"
            })
    void isPutIntoOurWords(String quartz, String ours) {
        assertThat(Schedule.quartz(quartz)).hasToString(ours).isEqualTo(Schedule.parse(ours));
    }

    @Test
    void aZoneIsPartOfIt() {
        assertThat(Schedule.quartz("0 0 12 * * ?", ZoneId.of("Europe/Rome")))
                .hasToString("cron 0 0 12 * * * in Europe/Rome");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 0 12 * * *        | \"?\" in one of the two day fields | 12",
                "0 0 12 ? * ?        | \"?\" in one of the two day fields | 12",
                "0 0 12 1 * MON      | \"?\" in one of the two day fields | 12",
                "0 12 * * ?          | 6 fields                           | 11",
                "0 0 12 * * ? 2027 9 | no eighth field                    | 19",
                "0 0 12 ? * 0        | from 1 (Sunday) to 7 (Saturday)    | 12",
                "0 0 12 ? * 8        | from 1 (Sunday) to 7 (Saturday)    | 12",
                "0 60 12 ? * 2       | a minute from 0 to 59              | 3",
                "0 0 12 L-3 * ?      | \"L\" alone                        | 9",
                "0 0 12 1,L * ?      | in no list                         | 11",
                "0 0 12 LW 6 ?       | only in every month                | 8",
                "0 0/5 12 LW * ?     | one value beside \"LW\"            | 3",
                "0 0 12 ? * MON*     | \",\" or the end of the field      | 15",
                "0 0/0 12 ? * MON    | a step                             | 5",
                "0 0 12 ? * 2#6      | 1 to 5                             | 14",
                "''                  | 6 fields                           | 1"
            })
    void whatIsNoneIsRefusedAtItsPlace(String text, String expected, int column) {
        assertThatThrownBy(() -> Schedule.quartz(text)).isInstanceOfSatisfying(ScheduleSyntaxException.class, e -> {
            assertThat(e.expected()).contains(expected);
            assertThat(e.column()).isEqualTo(column);
            assertThat(e.text()).isEqualTo(text);
        });
    }

    @Test
    void randomPatternsComeWhenQuartzSaysSo() throws ParseException {
        Random random = new Random(20_260_301);
        int asked = 0;
        for (int i = 0; i < 4000; i++) {
            String pattern = pattern(random);
            CronExpression quartz = new CronExpression(pattern);
            quartz.setTimeZone(TimeZone.getTimeZone(UTC));
            Schedule ours = Schedule.quartz(pattern);
            Instant at = Instant.ofEpochSecond(1_577_836_800L + random.nextInt(700_000_000));
            for (int n = 0; n < 8; n++) {
                Date theirs = quartz.getNextValidTimeAfter(Date.from(at));
                Optional<Instant> next = ours.next(at);
                if (theirs == null || next.isEmpty() || next.get().isAfter(Instant.parse("2100-01-01T00:00:00Z"))) {
                    break; // beyond the years that Quartz looks at
                }
                assertThat(next).as("%s after %s", pattern, at).contains(theirs.toInstant());
                at = next.get();
                asked++;
            }
        }
        assertThat(asked).isGreaterThan(20_000);
    }

    private static String pattern(Random random) {
        boolean byWeekday = random.nextBoolean();
        List<String> fields = new ArrayList<>(List.of(
                field(random, 0, 59, ""),
                field(random, 0, 59, ""),
                field(random, 0, 23, ""),
                byWeekday ? "?" : day(random),
                field(random, 1, 12, "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC"),
                byWeekday ? weekday(random) : "?"));
        if (random.nextInt(8) == 0) {
            fields.add("2020-2090");
        }
        return String.join(" ", fields);
    }

    /** Without "15W": where that is moved to a later day, Quartz 2.5.2 leaves out all but the first time of the day. */
    private static String day(Random random) {
        return random.nextInt(8) == 0 ? "L" : field(random, 1, 31, "");
    }

    private static String weekday(Random random) {
        int day = 1 + random.nextInt(7);
        return switch (random.nextInt(8)) {
            case 0 -> day + "L";
            case 1 -> day + "#" + (1 + random.nextInt(5));
            case 2 -> "L";
            default -> field(random, 1, 7, "SUN MON TUE WED THU FRI SAT");
        };
    }

    private static String field(Random random, int min, int max, String names) {
        int low = min + random.nextInt(max - min + 1);
        int high = min + random.nextInt(max - min + 1);
        int step = 1 + random.nextInt(Math.min(20, max));
        return switch (random.nextInt(7)) {
            case 0 -> "*";
            case 1 -> "*/" + step;
            case 2 -> low + "/" + step;
            case 3 -> low + "-" + high;
            case 4 -> low + "," + high;
            case 5 -> names.isEmpty() ? low + "-" + high + "/" + step : name(names, low) + "-" + name(names, high);
            default -> names.isEmpty() ? String.valueOf(low) : name(names, low);
        };
    }

    private static String name(String names, int value) {
        return names.split(" ", -1)[value - 1];
    }
}
