package io.reveille.power.linux;

import io.reveille.power.TurnedClocks;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A kernel as it was measured: an alarm in the past is taken and not set, an alarm on top of another is EBUSY, one beyond a
 * day may be EINVAL, an RTC may be an hour off, wake-up counts race, and a write of mem sleeps until the alarm or until
 * something else wakes the machine. Errors are in a foreign language, as on a machine of that language.
 */
final class FakeKernel implements SysFiles {

    static final String ALARM = "/sys/class/rtc/rtc0/wakealarm";

    final TurnedClocks clocks;
    final Map<String, String> files = new TreeMap<>();
    final Set<String> readOnly = new HashSet<>();

    /** What was written, in order. */
    final List<String> written = new ArrayList<>();

    Duration rtcAhead = Duration.ZERO;
    Optional<Duration> horizon = Optional.empty();

    @Nullable
    Long alarm;

    int wakeups = 7;
    int allowed = -1;

    /** Something wakes it after that time asleep. */
    Optional<Duration> foreignAfter = Optional.empty();

    /** Takes any alarm and sets none. */
    boolean deaf;

    /** A driver refuses to suspend. */
    boolean refuses;

    /** Says that it slept and does not. */
    boolean lies;

    /** The next write of wakeup_count is too late. */
    boolean races;

    int suspends;

    FakeKernel(TurnedClocks clocks) {
        this.clocks = clocks;
        files.put("/sys/power/state", "freeze mem disk");
        files.put("/sys/power/suspend_stats/success", "0");
        files.put("/sys/class/rtc/rtc0/device/power/wakeup", "enabled");
        files.put("/sys/class/rtc/rtc0/since_epoch", "");
        files.put(ALARM, "");
        files.put("/sys/power/wakeup_count", "");
    }

    long rtc() {
        return clocks.wall().plus(rtcAhead).getEpochSecond();
    }

    @Override
    public boolean exists(String path) {
        return files.containsKey(path) || files.keySet().stream().anyMatch(file -> file.startsWith(path + "/"));
    }

    @Override
    public boolean isWritable(String path) {
        return files.containsKey(path) && !readOnly.contains(path);
    }

    @Override
    public String read(String path) throws IOException {
        goOff();
        if (!files.containsKey(path)) {
            throw new IOException("kein solches " + path);
        }
        return switch (path) {
            case "/sys/class/rtc/rtc0/since_epoch" -> String.valueOf(rtc());
            case ALARM -> alarm == null ? "" : String.valueOf(alarm);
            case "/sys/power/wakeup_count" -> String.valueOf(wakeups);
            default -> String.valueOf(files.get(path));
        };
    }

    @Override
    public void write(String path, String text) throws IOException {
        goOff();
        if (readOnly.contains(path)) {
            throw new IOException("Keine Berechtigung");
        }
        written.add(path.substring(path.lastIndexOf('/') + 1) + "=" + text);
        switch (path) {
            case ALARM -> arm(text);
            case "/sys/power/wakeup_count" -> count(text);
            case "/sys/power/state" -> suspend();
            default -> throw new IOException("nicht erlaubt: " + path);
        }
    }

    @Override
    public List<String> list(String path) {
        return files.keySet().stream()
                .filter(file -> file.startsWith(path + "/"))
                .map(file -> file.substring(path.length() + 1).split("/", -1)[0])
                .distinct()
                .toList();
    }

    private void arm(String text) throws IOException {
        long second;
        try {
            second = Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IOException("das Argument ist ungültig", e);
        }
        if (second == 0) {
            alarm = null;
            return;
        }
        if (alarm != null) {
            throw new IOException("das Gerät oder die Ressource ist belegt");
        }
        if (second <= rtc() || deaf) {
            return;
        }
        if (horizon.isPresent() && second - rtc() > horizon.get().toSeconds()) {
            throw new IOException("das Argument ist ungültig");
        }
        alarm = second;
    }

    private void count(String text) throws IOException {
        if (races) {
            races = false;
            wakeups++;
        }
        if (Integer.parseInt(text) != wakeups) {
            throw new IOException("das Argument ist ungültig");
        }
        allowed = wakeups;
    }

    void suspend() throws IOException {
        if (refuses || (allowed >= 0 && allowed != wakeups)) {
            throw new IOException("das Gerät oder die Ressource ist belegt");
        }
        if (lies) {
            return;
        }
        suspends++;
        files.put("/sys/power/suspend_stats/success", String.valueOf(suspends));
        Optional<Duration> untilAlarm = Optional.ofNullable(alarm)
                .map(second -> Duration.between(
                        clocks.wall(), java.time.Instant.ofEpochSecond(second).minus(rtcAhead)));
        if (foreignAfter.isPresent()
                && (untilAlarm.isEmpty() || foreignAfter.get().compareTo(untilAlarm.get()) < 0)) {
            clocks.asleep(foreignAfter.get());
        } else if (untilAlarm.isPresent()) {
            clocks.asleep(untilAlarm.get());
        } else {
            throw new AssertionError("asleep for ever");
        }
        wakeups++;
        clocks.awake(Duration.ofMillis(250));
        goOff();
    }

    /** An alarm whose time has come is forgotten by the RTC, and counts as a wake-up event. */
    private void goOff() {
        if (alarm != null && alarm <= rtc()) {
            alarm = null;
            wakeups++;
        }
    }
}
