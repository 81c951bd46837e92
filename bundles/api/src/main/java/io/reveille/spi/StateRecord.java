package io.reveille.spi;

/**
 * The state of one job. What is in the text is the engine's business; how it survives is the store's.
 *
 * @param job the job's name
 * @param json one JSON object, in one line
 */
public record StateRecord(String job, String json) {}
