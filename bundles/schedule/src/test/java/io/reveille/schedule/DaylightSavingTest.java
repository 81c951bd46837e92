package io.reveille.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class DaylightSavingTest {
    private static List<String> local(String text, String start, int n) {
        Schedule schedule = Schedule.parse(text);
        ZoneId zone = ZoneId.of(text.substring(text.lastIndexOf(' ') + 1));
        return schedule.preview(Instant.parse(start), n).stream()
                .map(instant -> instant.atZone(zone).toOffsetDateTime().toString())
                .toList();
    }

    @Test
    void aTimeInTheGapRunsOneHourLaterAndTheNextDayOnTimeAgain() {
        assertThat(local("every day at 02:30 in Europe/Rome", "2027-03-27T00:00:00Z", 3))
                .containsExactly("2027-03-27T02:30+01:00", "2027-03-28T03:30+02:00", "2027-03-29T02:30+02:00");
    }

    @Test
    void aTimeThatHappensTwiceRunsAtTheFirstPass() {
        assertThat(local("every day at 02:30 in Europe/Rome", "2027-10-30T12:00:00Z", 2))
                .containsExactly("2027-10-31T02:30+02:00", "2027-11-01T02:30+01:00");
    }

    @Test
    void withoutATimeAGapMovesTheChainForGood() {
        assertThat(local("every day in Europe/Rome", "2027-03-27T01:30:00.5Z", 2))
                .containsExactly("2027-03-28T03:30:00.500+02:00", "2027-03-29T03:30:00.500+02:00");
    }

    @Test
    void hoursRunInBothPasses() {
        assertThat(local("every hour at :30 in Europe/Rome", "2027-10-31T00:00:00Z", 3))
                .containsExactly("2027-10-31T02:30+02:00", "2027-10-31T02:30+01:00", "2027-10-31T03:30+01:00");
    }

    @Test
    void halfAnHourOfSummerTimeKeepsTheMinute() {
        assertThat(local("every hour at :15 in Australia/Lord_Howe", "2027-10-02T14:00:00Z", 4))
                .containsExactly(
                        "2027-10-03T01:15+10:30",
                        "2027-10-03T02:45+11:00",
                        "2027-10-03T03:15+11:00",
                        "2027-10-03T04:15+11:00");
    }

    @Test
    void fullHoursMeetAChangeOfHalfAnHourInItsVerySecond() {
        assertThat(local("every hour at :00 in Australia/Lord_Howe", "2027-10-02T14:00:00Z", 4))
                .containsExactly(
                        "2027-10-03T01:00+10:30",
                        "2027-10-03T02:30+11:00",
                        "2027-10-03T03:00+11:00",
                        "2027-10-03T04:00+11:00");
    }

    @Test
    void aDayThatAZoneLostIsNotRunTwice() {
        assertThat(local("every day at 10:00 in Pacific/Apia", "2011-12-29T00:00:00Z", 4))
                .containsExactly(
                        "2011-12-29T10:00-10:00",
                        "2011-12-31T10:00+14:00",
                        "2012-01-01T10:00+14:00",
                        "2012-01-02T10:00+14:00");
        assertThat(local("every friday at 10:00 in Pacific/Apia", "2011-12-24T00:00:00Z", 2))
                .containsExactly("2011-12-31T10:00+14:00", "2012-01-06T10:00+14:00");
    }

    @Test
    void ramadanInCasablancaMovesNoLocalTime() {
        assertThat(local("every day at 12:00 in Africa/Casablanca", "2027-02-06T20:00:00Z", 2))
                .containsExactly("2027-02-07T12:00Z", "2027-02-08T12:00Z");
    }

    @Test
    void aTimePushedOverMidnightStillBelongsToItsDay() {
        // Nuuk goes from 22:59 on Saturday 2027-03-27 to midnight.
        assertThat(local("every day at 23:30 in America/Nuuk", "2027-03-27T12:00:00Z", 3))
                .containsExactly("2027-03-28T00:30-01:00", "2027-03-28T23:30-01:00", "2027-03-29T23:30-01:00");
        assertThat(local("every 2 days at 23:30 in America/Nuuk", "2027-03-26T01:30:00Z", 2))
                .containsExactly("2027-03-28T00:30-01:00", "2027-03-29T23:30-01:00");
        assertThat(local("every week at 23:30 in America/Nuuk", "2027-03-27T12:00:00Z", 2))
                .containsExactly("2027-03-28T00:30-01:00", "2027-04-03T23:30-01:00");
    }

    @Test
    void aWeekAtATimeStartsTodayWhileTheTimeIsAhead() {
        assertThat(local("every week at 10:00 in UTC", "2027-01-01T09:00:00Z", 2))
                .containsExactly("2027-01-01T10:00Z", "2027-01-08T10:00Z");
        assertThat(local("every week at 10:00 in UTC", "2027-01-01T11:00:00Z", 2))
                .containsExactly("2027-01-08T10:00Z", "2027-01-15T10:00Z");
    }
}
