package io.reveille;

/**
 * The answer of a gate to somebody who wants to know how it stands; see {@link io.reveille.spi.RunGate}.
 *
 * @param gate its name; empty for one without, which is asked for every job
 * @param condition what the job's definition says behind the name; may be empty
 * @param open whether it would let a run go on now
 * @param reason why it would not, in words; empty if it would
 */
public record GateAnswer(String gate, String condition, boolean open, String reason) {}
