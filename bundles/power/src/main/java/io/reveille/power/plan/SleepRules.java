package io.reveille.power.plan;

import java.time.Duration;

/**
 * The rules when a sleep is worth it and allowed.
 *
 * @param minimum the shortest sleep that saves more than it costs
 * @param withoutAlarm whether to sleep when nothing is planned, until something from outside wakes the machine
 * @param waitForRuns how long runs may keep the machine awake before this is reported as a problem
 */
public record SleepRules(Duration minimum, boolean withoutAlarm, Duration waitForRuns) {}
