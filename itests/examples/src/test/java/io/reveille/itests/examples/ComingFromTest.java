package io.reveille.itests.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.schedule.Schedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The guide for those who come from another scheduler shows schedules that can be read, and Quartz' patterns as they are put into ours. */
class ComingFromTest {

    private static final Path PAGE = Path.of("../../docs/coming-from.md");

    private static final Pattern CODE = Pattern.compile("`(?:schedule = )?((?:every|after|cron) [^`…]*)`");

    private static final Pattern QUARTZ = Pattern.compile("(?m)^([0-9][^|`]*?) {2,}(\\S.*)$");

    @Test
    void eachScheduleCanBeRead() throws IOException {
        List<String> schedules = CODE.matcher(Files.readString(PAGE))
                .results()
                .map(code -> code.group(1))
                .toList();
        assertThat(schedules).hasSizeGreaterThan(10).allSatisfy(Schedule::parse);
    }

    @Test
    void eachPatternOfQuartzIsPutIntoOursAsShown() throws IOException {
        List<MatchResult> lines =
                QUARTZ.matcher(Files.readString(PAGE)).results().toList();
        assertThat(lines)
                .hasSizeGreaterThan(3)
                .allSatisfy(
                        line -> assertThat(Schedule.quartz(line.group(1))).isEqualTo(Schedule.parse(line.group(2))));
    }
}
