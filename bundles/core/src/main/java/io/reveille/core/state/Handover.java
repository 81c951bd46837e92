package io.reveille.core.state;

/**
 * A trigger on its way to the next job in a chain: kept with the job that ended until that of the next is saved.
 *
 * @param job the next job's name
 */
public record Handover(String job, Trigger trigger) {}
