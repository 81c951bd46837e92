package io.reveille.power.settings;

import io.reveille.Battery;
import io.reveille.power.cycle.CycleSettings;
import io.reveille.power.cycle.CycleSettings.Graces;
import io.reveille.power.cycle.SimulatedBackend;
import io.reveille.power.linux.LinuxSettings;
import io.reveille.power.linux.LinuxSettings.Commands;
import io.reveille.power.linux.LinuxSettings.Strategy;
import io.reveille.power.linux.Template;
import io.reveille.power.plan.SleepRules;
import io.reveille.spi.AllowedCommands;
import io.reveille.spi.CommandLine;
import io.reveille.spi.PowerBackend.Depth;
import io.reveille.spi.SettingException;
import io.reveille.spi.SettingValues;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the settings from a configuration. A configuration with a fault is refused as a whole. */
public final class PowerSettingsReader {

    private static final int DAY = 86_400;
    private static final int LEAST_SLEEP = 10;

    /** The limit of currents and capacities: more than any gateway has. */
    private static final int MOST = 1_000_000_000;

    /** The names of all settings. */
    private static final Set<String> NAMES = Set.of(
            "backend",
            "depth",
            "strategy",
            "rtc",
            "command.arm",
            "command.verify",
            "command.sleep",
            "sleep.minimum",
            "sleep.without.alarm",
            "wait.runs",
            "grace.boot",
            "grace.wake",
            "grace.foreign",
            "grace.operator",
            "failures",
            "backoff",
            "current.awake",
            "current.asleep",
            "capacity",
            "forecast.awake");

    private static final Pattern RTC = Pattern.compile("rtc[0-9]{1,3}");

    private final SettingValues values;
    private final AllowedCommands allowed;

    private PowerSettingsReader(Map<String, ?> properties, AllowedCommands allowed) {
        this.values = new SettingValues(properties);
        this.allowed = allowed;
    }

    /**
     * Reads the settings.
     *
     * @throws IllegalArgumentException naming the setting, the fault, and what was expected
     */
    public static PowerSettings read(Map<String, ?> properties, AllowedCommands allowed) {
        return new PowerSettingsReader(properties, allowed).read();
    }

    /** Returns a sentence for each key that is no setting. */
    public static List<String> unknown(Map<String, ?> properties) {
        return new SettingValues(properties).unknown(NAMES);
    }

    private PowerSettings read() {
        Depth depth = depth();
        Optional<Duration> minimum = minimum();
        return new PowerSettings(
                values.text("backend", SimulatedBackend.NAME),
                cycle(depth, minimum.orElse(depth == Depth.SUSPEND ? Duration.ofSeconds(60) : Duration.ofMinutes(10))),
                linux(),
                new PowerSettings.Forecast(
                        new Battery(
                                values.number("current.awake", 0, MOST, 0),
                                values.number("current.asleep", 0, MOST, 0),
                                values.number("capacity", 0, MOST, 0)),
                        awakeEachTime()),
                minimum);
    }

    private CycleSettings cycle(Depth depth, Duration minimum) {
        return new CycleSettings(
                depth,
                new SleepRules(minimum, values.flag("sleep.without.alarm", false), seconds("wait.runs", 1, 600)),
                new Graces(
                        seconds("grace.boot", 0, 120),
                        seconds("grace.wake", 0, 0),
                        seconds("grace.foreign", 5, 60),
                        seconds("grace.operator", 0, 300)),
                values.whole("failures", 1, 100, 5),
                Duration.ofSeconds(values.whole("backoff", 1, 3600, 30)));
    }

    private Optional<Duration> minimum() {
        int seconds = values.whole("sleep.minimum", 0, DAY, 0);
        if (seconds > 0 && seconds < LEAST_SLEEP) {
            throw SettingValues.refused(
                    "sleep.minimum", String.valueOf(seconds), "0 for the usual one, or " + LEAST_SLEEP + " to " + DAY);
        }
        return seconds == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds));
    }

    private Optional<Duration> awakeEachTime() {
        Duration awake = seconds("forecast.awake", 0, 0);
        return awake.isZero() ? Optional.empty() : Optional.of(awake);
    }

    private Duration seconds(String name, int min, int standard) {
        return Duration.ofSeconds(values.whole(name, min, DAY, standard));
    }

    private Depth depth() {
        String text = values.text("depth", "suspend");
        return switch (text) {
            case "suspend" -> Depth.SUSPEND;
            case "power-off" -> Depth.POWER_OFF;
            default -> throw SettingValues.refused("depth", text, "suspend or power-off");
        };
    }

    private LinuxSettings linux() {
        String rtc = values.text("rtc", "rtc0");
        if (!RTC.matcher(rtc).matches()) {
            throw SettingValues.refused("rtc", rtc, "the name of a clock in /sys/class/rtc, as rtc0");
        }
        String text = values.text("strategy", "systemctl");
        Strategy strategy = switch (text) {
            case "systemctl" -> Strategy.SYSTEMCTL;
            case "sysfs" -> Strategy.SYSFS;
            case "command" -> Strategy.COMMAND;
            default -> throw SettingValues.refused("strategy", text, "systemctl, sysfs or command");
        };
        // Unused commands are not checked: the file that allows them may come later.
        return new LinuxSettings(strategy, rtc, strategy == Strategy.COMMAND ? commands() : Commands.NONE);
    }

    private Commands commands() {
        Commands commands = new Commands(command("command.arm"), command("command.verify"), command("command.sleep"));
        if (commands.sleep().isEmpty()) {
            throw SettingValues.refused("command.sleep", "", "a command, since the strategy is command");
        }
        if (!commands.arm().isEmpty() && !Template.hasPlaceholder(commands.arm())) {
            throw SettingValues.refused(
                    "command.arm",
                    values.text("command.arm", ""),
                    "one of {epoch}, {seconds} and {iso} in it, in place of the moment to wake at");
        }
        return commands;
    }

    private List<String> command(String name) {
        String text = values.text(name, "");
        List<String> words;
        try {
            words = CommandLine.words(text);
            Template.check(words);
        } catch (IllegalArgumentException e) {
            throw new SettingException(
                    name, "The setting " + name + " is \"" + text + "\", where " + e.getMessage() + ".", e);
        }
        if (words.isEmpty()) {
            return words;
        }
        if (!words.get(0).startsWith("/")) {
            throw SettingValues.refused(name, text, "the program by its full path");
        }
        allowed.whyNot(words).ifPresent(why -> {
            throw new SettingException(name, "The command of the setting " + name + " is not allowed: " + why + ".");
        });
        return words;
    }
}
