package io.reveille.core.service;

import io.reveille.JobBuilder;
import io.reveille.schedule.ScheduleBuilder;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The part of the sentence that is about time: each word of it is one of the schedule's. */
abstract class TimedJobBuilder extends AbstractJobBuilder {

    TimedJobBuilder(JobMaker maker) {
        super(maker);
    }

    /**
     * Adds a word to the schedule.
     *
     * @param call the word as it stands in the code, for a message
     * @throws IllegalArgumentException if the schedule does not take it
     */
    abstract void add(String call, UnaryOperator<ScheduleBuilder> word);

    private JobBuilder say(UnaryOperator<ScheduleBuilder> word, String name, Object... values) {
        String shown = Stream.of(values)
                .map(value -> value instanceof String ? "\"" + value + "\"" : String.valueOf(value))
                .collect(Collectors.joining(", "));
        add(name + "(" + shown + ")", word);
        return this;
    }

    @Override
    public final JobBuilder at(String time) {
        return say(schedule -> schedule.at(time), "at", time);
    }

    @Override
    public final JobBuilder in(ZoneId zone) {
        return say(schedule -> schedule.in(zone), "in", zone);
    }

    @Override
    public final JobBuilder in(String zone) {
        return say(schedule -> schedule.in(zone), "in", zone);
    }

    @Override
    public final JobBuilder on(DayOfWeek first, DayOfWeek... more) {
        return say(schedule -> schedule.on(first, more), "on", days(first, more));
    }

    @Override
    public final JobBuilder between(String from, String to) {
        return say(schedule -> schedule.between(from, to), "between", from, to);
    }

    @Override
    public final JobBuilder between(String from, String to, DayOfWeek first, DayOfWeek... more) {
        Object[] values = Stream.concat(Stream.of(from, to), Arrays.stream(days(first, more)))
                .toArray();
        return say(schedule -> schedule.between(from, to, first, more), "between", values);
    }

    @Override
    public final JobBuilder starting(Instant instant) {
        return say(schedule -> schedule.starting(instant), "starting", instant);
    }

    @Override
    public final JobBuilder starting(LocalDateTime time) {
        return say(schedule -> schedule.starting(time), "starting", time);
    }

    @Override
    public final JobBuilder starting(LocalDate date) {
        return say(schedule -> schedule.starting(date), "starting", date);
    }

    @Override
    public final JobBuilder starting(LocalTime time) {
        return say(schedule -> schedule.starting(time), "starting", time);
    }

    @Override
    public final JobBuilder starting(Duration fromDefinition) {
        return say(schedule -> schedule.starting(fromDefinition), "starting", fromDefinition);
    }

    @Override
    public final JobBuilder until(Instant instant) {
        return say(schedule -> schedule.until(instant), "until", instant);
    }

    @Override
    public final JobBuilder until(LocalDateTime time) {
        return say(schedule -> schedule.until(time), "until", time);
    }

    @Override
    public final JobBuilder until(LocalDate date) {
        return say(schedule -> schedule.until(date), "until", date);
    }

    @Override
    public final JobBuilder until(LocalTime time) {
        return say(schedule -> schedule.until(time), "until", time);
    }

    @Override
    public final JobBuilder until(Duration fromDefinition) {
        return say(schedule -> schedule.until(fromDefinition), "until", fromDefinition);
    }

    @Override
    public final JobBuilder times(int times) {
        return say(schedule -> schedule.times(times), "times", times);
    }

    @Override
    public final JobBuilder within(Duration tolerance) {
        return say(schedule -> schedule.within(tolerance), "within", tolerance);
    }

    @Override
    public final JobBuilder spreadOver(Duration span) {
        return say(schedule -> schedule.spreadOver(span), "spreadOver", span);
    }

    @Override
    public final JobBuilder noWake() {
        return say(ScheduleBuilder::noWake, "noWake");
    }

    private static Object[] days(DayOfWeek first, DayOfWeek... more) {
        return Stream.concat(Stream.of(first), Arrays.stream(more)).toArray();
    }
}
