package io.reveille.power.linux;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The alarm of a real-time clock. All alarms are in the RTC's own seconds: an RTC that keeps local time, or is wrong,
 * would accept a time of the wall clock and never go off.
 */
final class Rtc {

    private final SysFiles files;
    private final String folder;

    /** @param name the name of the clock, as {@code rtc0} */
    Rtc(SysFiles files, String name) {
        this.files = files;
        this.folder = "/sys/class/rtc/" + name;
    }

    String alarmFile() {
        return folder + "/wakealarm";
    }

    String wakeupFile() {
        return folder + "/device/power/wakeup";
    }

    /** Returns the RTC's time, in its own seconds. */
    long seconds() throws IOException {
        return number("since_epoch");
    }

    /** Returns the RTC's second for a moment of the wall clock, rounded down. */
    long at(Instant moment, Instant wallNow) throws IOException {
        return seconds() + Math.floorDiv(Duration.between(wallNow, moment).toMillis(), 1000L);
    }

    /** Returns the alarm that is set and has not gone off. */
    Optional<Long> alarm() throws IOException {
        String text = files.read(alarmFile());
        return text.isEmpty() ? Optional.empty() : Optional.of(Long.parseLong(text));
    }

    /** Returns the alarm that is set for a moment still to come. */
    Optional<Long> pending() throws IOException {
        long now = seconds();
        return alarm().filter(alarm -> alarm > now);
    }

    void clear() throws IOException {
        files.write(alarmFile(), "0");
    }

    /**
     * Sets the alarm, in place of any other, and reads it back.
     *
     * @throws NotArmedException if the RTC accepts the alarm but does not keep it: the alarm lies in the RTC's past
     * @throws IOException if the RTC refuses the alarm: it is too far away, for example
     */
    void arm(long second) throws IOException, NotArmedException {
        clear(); // an active alarm would make the next write fail
        files.write(alarmFile(), String.valueOf(second));
        verify(second);
    }

    /** @throws NotArmedException if another alarm is set, or none */
    void verify(long second) throws IOException, NotArmedException {
        Optional<Long> set = alarm();
        if (set.filter(any -> any == second).isEmpty()) {
            throw new NotArmedException("the RTC took an alarm for its second " + second + " and has "
                    + set.map(String::valueOf).orElse("none") + "; its time is " + seconds());
        }
    }

    /** Thrown when an alarm was accepted but is not set. */
    static final class NotArmedException extends Exception {
        NotArmedException(String message) {
            super(message);
        }
    }

    private long number(String name) throws IOException {
        String text = files.read(folder + "/" + name);
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IOException(folder + "/" + name + " says \"" + text + "\", which is no number", e);
        }
    }
}
