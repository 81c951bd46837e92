package io.reveille;

import java.util.OptionalInt;

/**
 * The time-zone rules by which local times are computed: the rules of the Java that the scheduler runs on. Governments
 * change the rules a few times a year, and an old Java does not know the changes.
 *
 * @param release the rules' release of the time-zone database, as {@code 2025a}; empty if Java does not tell
 * @param years the age of the release in years, 0 for a release of this year; empty if the release has no year in its
 *     name, if that year is in the future, or while the clock is not trusted
 */
public record TimeZoneRules(String release, OptionalInt years) {}
