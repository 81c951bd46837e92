package io.reveille;

/**
 * A gate's answer to {@link Job#askGates()}; see {@link io.reveille.spi.RunGate}.
 *
 * @param gate the gate's name; empty for a gate without a name, which is asked for every job
 * @param condition the text after the gate's name in the job's definition; may be empty
 * @param open whether the gate would let a run start now
 * @param reason why the gate would not let a run start, in words; empty if it would
 */
public record GateAnswer(String gate, String condition, boolean open, String reason) {}
