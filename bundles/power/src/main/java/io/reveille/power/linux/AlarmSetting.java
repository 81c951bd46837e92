package io.reveille.power.linux;

import io.reveille.power.linux.Rtc.NotArmedException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The RTC's alarm during one sleep: the gateway's own alarm is set and verified; an earlier alarm of another program is
 * left in place, a later one is restored afterwards.
 */
final class AlarmSetting {

    private static final Logger LOG = LoggerFactory.getLogger(AlarmSetting.class);

    /** The limit assumed for an RTC whose alarms reach less than a day. */
    private static final Duration DAY = Duration.ofHours(24);

    private static final Duration LESS_THAN_A_DAY = DAY.minusMinutes(5);
    private static final Duration SHORTEST_HORIZON = Duration.ofHours(1);

    private final Rtc rtc;
    private final Optional<Long> before;
    private final Optional<Long> ours;

    /** The alarm that wakes the machine, in the RTC's seconds; empty if there is none. */
    private final Optional<Long> effective;

    private AlarmSetting(Rtc rtc, Optional<Long> before, Optional<Long> ours) {
        this.rtc = rtc;
        this.before = before;
        this.ours = ours;
        this.effective = ours.isPresent() ? ours : before;
    }

    /**
     * Sets the alarm.
     *
     * @param wake the moment to wake; empty to leave only an alarm of another program
     * @param minimum the least time until an alarm
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

    /**
     * Guesses the RTC's limit from the time until the alarm, since the error's text is in the language of the machine.
     */
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

    /** Returns whether the alarm has gone off: an RTC forgets an alarm that has. Empty if there was no alarm. */
    Optional<Boolean> hasGoneOff() throws IOException {
        return effective.isEmpty() ? Optional.empty() : Optional.of(!rtc.alarm().equals(effective));
    }

    /** Returns the earlier alarm of another program that was left in place, as a time of the wall clock. */
    Optional<Instant> othersAlarm(Instant wallNow, long rtcNow) {
        return ours.isPresent() ? Optional.empty() : before.map(alarm -> wallNow.plusSeconds(alarm - rtcNow));
    }

    /** Clears the gateway's alarm, so that it does not end the next sleep, and restores the alarm that it replaced. */
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
            LOG.warn("The earlier alarm of the clock could not be restored", e);
        }
    }
}
