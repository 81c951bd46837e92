package io.reveille.spi;

/**
 * A text of a store that could not be read and is kept for people.
 *
 * @param place the place of the text: page and slot, as {@code 3A}
 * @param reason why the text could not be read
 * @param text the text itself
 */
public record Quarantined(String place, String reason, String text) {}
