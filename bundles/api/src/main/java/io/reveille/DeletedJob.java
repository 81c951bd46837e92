package io.reveille;

import java.time.Instant;
import java.util.Map;

/**
 * A job whose stored definition is gone, and can be brought back: see {@link ScheduleService#bringBack}.
 *
 * @param name the job's name
 * @param deleted when the deletion happened, or was noticed
 * @param how how the definition was deleted
 * @param properties the definition as it was last used: see {@link io.reveille.spi.JobProperties}
 * @param keptUntil until when the job can be brought back, as far as is known now
 */
public record DeletedJob(String name, Instant deleted, How how, Map<String, Object> properties, Instant keptUntil) {

    /** How a definition was deleted. */
    public enum How {
        /** {@link Job#cancel()} was called, by code or a console of Reveille's. */
        CANCELLED,
        /** The definition was deleted from the store while Reveille ran: by a console, an installer, somebody else. */
        DELETED,
        /**
         * The definition was not in the store when Reveille started. If it reappears by itself, the job goes on from
         * its state.
         */
        MISSING
    }

    public DeletedJob {
        properties = Map.copyOf(properties);
    }
}
