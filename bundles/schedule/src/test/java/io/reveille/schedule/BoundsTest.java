package io.reveille.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is asked of a chain at most, counted: a question costs no more steps however long the gap or rare the answer. */
class BoundsTest {
    private static final Instant NEW_YEAR = Instant.parse("2027-01-01T00:00:00Z");
    private static final Instant MUCH_LATER = Instant.parse("9000-01-01T00:00:00Z");
    private static final Window MORNING = new Window(LocalTime.of(8, 0), LocalTime.of(12, 0), Window.ALL_DAYS);

    /** Occurs each hour that is a multiple of a number, and counts how often it is asked. */
    private static final class Counting implements Chain {
        private final long hours;
        private int asked;

        Counting(long hours) {
            this.hours = hours;
        }

        private Instant after(Instant instant) {
            asked++;
            long period = hours * 3600;
            return Instant.ofEpochSecond((Math.floorDiv(instant.getEpochSecond(), period) + 1) * period);
        }

        @Override
        public Instant next(Instant after, long seed) {
            return after(after);
        }

        @Override
        public @Nullable Instant latest(Instant previous, Instant notAfter, long seed) {
            Instant latest = after(notAfter).minusSeconds(hours * 3600);
            return latest.isAfter(previous) ? latest : null;
        }

        @Override
        public int missed(Instant previous, Instant notAfter, int limit, long seed) {
            asked++;
            long period = hours * 3600;
            long count =
                    Math.floorDiv(notAfter.getEpochSecond(), period) - Math.floorDiv(previous.getEpochSecond(), period);
            return (int) Math.min(limit, count);
        }
    }

    @Test
    void aRuleThatIsNeverInItsWindowIsTriedAThousandTimes() {
        Counting midnights = new Counting(24);
        Chain chain = new WindowChains.Filtered(midnights, MORNING, ZoneOffset.UTC);

        assertThat(chain.next(NEW_YEAR, 0)).isNull();
        assertThat(chain.first(NEW_YEAR, 0)).isNull();
        assertThat(chain.latest(NEW_YEAR, MUCH_LATER, 0)).isNull();
        assertThat(midnights.asked).isBetween(3, 3 * (Limits.WINDOWS + 1));
    }

    @Test
    void anIntervalThatNeverFitsItsWindowIsTriedInAThousandWindows() {
        Counting days = new Counting(24);
        Chain chain = new WindowChains.Rounds(days, MORNING, ZoneOffset.UTC);

        assertThat(chain.next(NEW_YEAR, 0)).isNull();
        assertThat(chain.latest(NEW_YEAR, MUCH_LATER, 0)).isNull();
        assertThat(days.asked).isBetween(2, 2 * (Limits.WINDOWS + 1));
    }

    @Test
    void aChainThatMustBeSteppedThroughIsFollowedForAThousandSteps() {
        Counting hours = new Counting(25);
        Chain chain = new WindowChains.Waiting(hours, MORNING, ZoneOffset.UTC);

        assertThat(chain.next(NEW_YEAR, MUCH_LATER, 0)).isAfter(MUCH_LATER);
        assertThat(hours.asked).isEqualTo(Limits.STEPS + 2);
        hours.asked = 0;
        assertThat(chain.latest(NEW_YEAR, MUCH_LATER, 0)).isBefore(MUCH_LATER);
        assertThat(chain.missed(NEW_YEAR, MUCH_LATER, Integer.MAX_VALUE, 0)).isEqualTo(Limits.STEPS);
        assertThat(hours.asked).isEqualTo(2 * (Limits.STEPS + 1));
        hours.asked = 0;
        assertThat(chain.missed(NEW_YEAR, MUCH_LATER, 5, 0)).isEqualTo(5);
        assertThat(hours.asked).isEqualTo(6);
    }

    @Test
    void windowsAreCountedBetweenChangesOfOffsetAtOnce() {
        Counting hours = new Counting(1);
        Chain utc = new WindowChains.Rounds(hours, MORNING, ZoneOffset.UTC);
        Instant twoDaysLater = NEW_YEAR.plus(Duration.ofDays(2));
        long days = Duration.between(NEW_YEAR, MUCH_LATER).toDays();
        assertThat(utc.missed(NEW_YEAR, twoDaysLater, Integer.MAX_VALUE, 0)).isEqualTo(2 * 4);
        assertThat(utc.missed(NEW_YEAR, MUCH_LATER, Integer.MAX_VALUE, 0)).isEqualTo((int) days * 4);
        assertThat(hours.asked).isLessThan(30);

        hours.asked = 0;
        Chain rome = new WindowChains.Rounds(hours, MORNING, ZoneId.of("Europe/Rome"));
        assertThat(rome.missed(NEW_YEAR, NEW_YEAR.plus(Duration.ofDays(36_525)), Integer.MAX_VALUE, 0))
                .isEqualTo(36_525 * 4);
        assertThat(hours.asked).as("for 200 changes of offset").isLessThan(3500);
    }

    @Test
    void aRuleThatAWindowFiltersIsSteppedThroughAsFarAsTheLimit() {
        Counting hours = new Counting(1);
        Chain chain = new WindowChains.Filtered(hours, MORNING, ZoneOffset.UTC);

        assertThat(chain.missed(NEW_YEAR, MUCH_LATER, 100, 0)).isEqualTo(100);
        assertThat(hours.asked).isLessThan(201);
    }
}
