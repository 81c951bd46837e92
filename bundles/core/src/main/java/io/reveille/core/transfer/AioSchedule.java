package io.reveille.core.transfer;

import io.reveille.schedule.Every;
import io.reveille.schedule.Nearest;
import io.reveille.schedule.Schedule;
import io.reveille.schedule.ScheduleBuilder;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** When an entry of a {@code schedule.json} runs, as a schedule. Its clock is UTC: it knows no other. */
final class AioSchedule {

    private static final List<String> UNITS = List.of("seconds", "minutes", "hours", "days", "weeks");

    private static final List<String> DAYS = Arrays.stream(DayOfWeek.values())
            .map(day -> day.name().toLowerCase(Locale.ROOT))
            .toList();

    private AioSchedule() {}

    /** The schedule; empty, and said, if there is none that means the same. */
    static Optional<Schedule> of(AioEntry entry) {
        if (entry.value("interval").isEmpty()) {
            entry.fault("interval", "expected a whole number from 1 on");
        }
        String unit = entry.text("unit").orElse("");
        if (!UNITS.contains(unit)) {
            entry.fault("unit", "expected one of " + String.join(", ", UNITS) + meant(unit, UNITS));
            return Optional.empty();
        }
        Optional<Integer> interval = entry.number("interval");
        return interval.flatMap(number -> every(entry, number))
                .flatMap(every -> in(entry, every, unit))
                .flatMap(schedule -> at(entry, schedule.in(ZoneOffset.UTC), unit))
                .flatMap(schedule -> until(entry, schedule))
                .map(ScheduleBuilder::build);
    }

    private static Optional<Every<ScheduleBuilder>> every(AioEntry entry, int interval) {
        Optional<Integer> latest = entry.number("latest");
        try {
            Every<ScheduleBuilder> every = Schedule.every(interval);
            return Optional.of(latest.isEmpty() || latest.get() == interval ? every : every.to(latest.get()));
        } catch (IllegalArgumentException e) {
            entry.fault(latest.isPresent() ? "latest" : "interval", why(e));
            return Optional.empty();
        }
    }

    private static Optional<ScheduleBuilder> in(AioEntry entry, Every<ScheduleBuilder> every, String unit) {
        Optional<String> day = entry.text("start_day");
        try {
            if (day.isPresent()) {
                return onDay(entry, every, unit, day.get());
            }
            return Optional.of(
                    switch (unit) {
                        case "seconds" -> every.seconds();
                        case "minutes" -> every.minutes();
                        case "hours" -> every.hours();
                        case "days" -> every.days();
                        default -> every.weeks();
                    });
        } catch (IllegalArgumentException e) {
            entry.fault(day.isPresent() ? "start_day" : "interval", why(e));
            return Optional.empty();
        }
    }

    private static Optional<ScheduleBuilder> onDay(
            AioEntry entry, Every<ScheduleBuilder> every, String unit, String day) {
        int index = DAYS.indexOf(day);
        if (index < 0) {
            entry.fault("start_day", "expected one of " + String.join(", ", DAYS) + meant(day, DAYS));
        } else if (!unit.equals("weeks")) {
            entry.fault("start_day", "a day of the week goes with the unit weeks only");
        }
        return index < 0 || !unit.equals("weeks")
                ? Optional.empty()
                : Optional.of(every.on(DayOfWeek.of(index + 1))); // which refuses any interval but 1
    }

    private static Optional<ScheduleBuilder> at(AioEntry entry, ScheduleBuilder schedule, String unit) {
        if (entry.value("at_time").isEmpty()) {
            return Optional.of(schedule);
        }
        try {
            LocalTime at = LocalTime.parse(entry.text("at_time").orElse(""));
            boolean fits = at.equals(at.truncatedTo(ChronoUnit.SECONDS))
                    && switch (unit) {
                        case "minutes" -> at.getHour() == 0 && at.getMinute() == 0;
                        case "hours" -> at.getHour() == 0;
                        default -> true;
                    };
            if (!fits) {
                entry.fault("at_time", "expected a time in the unit, which is " + unit + ", in whole seconds");
                return Optional.empty();
            }
            String ofDay = DateTimeFormatter.ISO_LOCAL_TIME.format(at);
            return Optional.of(schedule.at(
                    switch (unit) {
                        case "minutes" -> ofDay.substring(5);
                        case "hours" -> ofDay.substring(2);
                        default -> ofDay;
                    }));
        } catch (DateTimeException e) {
            entry.fault("at_time", "expected a time of day, as 10:30:00");
        } catch (IllegalArgumentException e) {
            entry.fault("at_time", why(e));
        }
        return Optional.empty();
    }

    private static Optional<ScheduleBuilder> until(AioEntry entry, ScheduleBuilder schedule) {
        if (entry.value(AioTimes.CANCEL_AFTER).isEmpty()) {
            return Optional.of(schedule);
        }
        return AioTimes.read(entry, AioTimes.CANCEL_AFTER).map(schedule::until);
    }

    private static String meant(String typed, List<String> words) {
        return Nearest.of(typed, words)
                .map(word -> " (did you mean \"" + word + "\"?)")
                .orElse("");
    }

    private static String why(IllegalArgumentException e) {
        return String.valueOf(e.getMessage());
    }
}
