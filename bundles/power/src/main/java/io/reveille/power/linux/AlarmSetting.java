package io.reveille.power.linux;

import io.reveille.power.linux.Rtc.NotArmedException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The RTC's alarm around one sleep: ours is set and verified, an earlier one of somebody else stays, a later one comes back
 * afterwards.
 */
final class AlarmSetting {

    private static final Logger LOG = LoggerFactory.getLogger(AlarmSetting.class);

    /** Where an RTC takes less than a day: a little less than that. */
    private static final Duration DAY = Duration.ofHours(24);

    private static final Duration LESS_THAN_A_DAY = DAY.minusMinutes(5);
    private static final Duration SHORTEST_HORIZON = Duration.ofHours(1);

    private final Rtc rtc;
    private final Optional<Long> before;
    private final Optional<Long> ours;

    /** Which alarm wakes the machine, in the RTC's seconds; empty if none. */
    private final Optional<Long> effective;

    private AlarmSetting(Rtc rtc, Optional<Long> before, Optional<Long> ours) {
        this.rtc = rtc;
        this.before = before;
        this.ours = ours;
        this.effective = ours.isPresent() ? ours : before;
    }

    /**
     * Sets it.
     *
     * @param wake for when; empty: only somebody else's counts
     * @param minimum how near an alarm may be
     */
    static AlarmSetting set(Rtc rtc, Optional<Instant> wake, Instant wallNow, Duration minimum)
            throws IOException, Stop {
        Optional<Long> others = rtc.pending();
        if (wake.isEmpty()) {
            return new AlarmSetting(rtc, others, Optional.empty());
        }
        long now = rtc.seconds();
        long second = rtc.at(wake.get(), wallNow);
        if (others.filter(other -> other <= second).isPresent()) {
            if (others.get() - now < minimum.toSeconds()) {
                throw Stop.aborted("an alarm of somebody else goes off in " + (others.get() - now) + " s");
            }
            return new AlarmSetting(rtc, others, Optional.empty());
        }
        AlarmSetting setting = new AlarmSetting(rtc, others, Optional.of(second));
        try {
            rtc.arm(second);
        } catch (NotArmedException e) {
            setting.takeBack();
            throw Stop.failed("there is no alarm, so it does not sleep: " + e.getMessage());
        } catch (IOException e) {
            setting.takeBack();
            throw refused(Duration.ofSeconds(second - now), e);
        }
        return setting;
    }

    /** The error's text is in the language of the machine, so the distance has to tell what was meant. */
    private static Stop refused(Duration distance, IOException e) {
        String why = "the clock does not take an alarm in " + distance.toSeconds() + " s: " + e.getMessage();
        if (distance.compareTo(DAY) > 0) {
            return Stop.beyond(LESS_THAN_A_DAY, why);
        }
        Duration half = distance.dividedBy(2);
        return half.compareTo(SHORTEST_HORIZON) >= 0 ? Stop.beyond(half, why) : Stop.failed(why);
    }

    /** @throws Stop if the alarm has gone off or was changed */
    void verify() throws IOException, Stop {
        if (effective.isPresent() && !rtc.alarm().equals(effective)) {
            throw Stop.aborted("the alarm has gone off, or somebody has changed it");
        }
    }

    /** Whether the alarm has gone off: an RTC forgets one that has. Empty if none was set. */
    Optional<Boolean> hasGoneOff() throws IOException {
        return effective.isEmpty() ? Optional.empty() : Optional.of(!rtc.alarm().equals(effective));
    }

    /** An earlier alarm of somebody else that was left in place, as a time of the wall clock. */
    Optional<Instant> othersAlarm(Instant wallNow, long rtcNow) {
        return ours.isPresent() ? Optional.empty() : before.map(alarm -> wallNow.plusSeconds(alarm - rtcNow));
    }

    /** Ours is cleared, so that it does not end the next sleep, and somebody else's that it replaced is set again. */
    void takeBack() {
        if (ours.isEmpty()) {
            return;
        }
        try {
            if (rtc.alarm().equals(ours)) {
                rtc.clear();
            }
            if (before.isPresent() && rtc.alarm().isEmpty() && before.get() > rtc.seconds()) {
                rtc.arm(before.get());
            }
        } catch (IOException | NotArmedException | NumberFormatException e) {
            LOG.warn("The alarm of the clock could not be put back as it was", e);
        }
    }
}
