package io.reveille;

/**
 * The progress of a run, as its handler reports it.
 *
 * @param fraction 0 to 1
 * @param message one line; may be empty
 */
public record Progress(double fraction, String message) {}
