package io.reveille.spi;

/**
 * A text that could not be read, kept for people.
 *
 * @param place where it lay: page and slot, as {@code 3A}
 * @param reason why it could not be read
 * @param text itself
 */
public record Quarantined(String place, String reason, String text) {}
