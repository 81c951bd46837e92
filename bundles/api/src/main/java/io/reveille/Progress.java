package io.reveille;

/**
 * How far a run has come, as its handler says.
 *
 * @param fraction 0 to 1
 * @param message one line; may be empty
 */
public record Progress(double fraction, String message) {}
