package io.reveille;

import java.util.OptionalInt;

/**
 * The time-zone rules by which local times are reckoned: those of the Java that the scheduler runs on. Governments change
 * theirs a few times a year, and a Java that is not renewed does not hear of it.
 *
 * @param release the name of their release of the time-zone database, as {@code 2025a}; empty if Java does not say
 * @param years how many years ago the release was made, 0 for one of this year; empty if the release has no year in its
 *     name, if it is of a year to come, or while the clock is not trusted
 */
public record TimeZoneRules(String release, OptionalInt years) {}
