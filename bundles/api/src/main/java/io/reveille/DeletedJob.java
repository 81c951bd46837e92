package io.reveille;

import java.time.Instant;
import java.util.Map;

/**
 * A job whose stored definition is gone, and can be brought back: see {@link ScheduleService#bringBack}.
 *
 * @param name its name
 * @param deleted when that was, or was found
 * @param how how it went
 * @param properties its definition as it was last used: see {@link io.reveille.spi.JobProperties}
 * @param keptUntil until when it can be brought back, as far as is known now
 */
public record DeletedJob(String name, Instant deleted, How how, Map<String, Object> properties, Instant keptUntil) {

    /** How a definition went. */
    public enum How {
        /** {@link Job#cancel()} was called, by code or a console of Reveille's. */
        CANCELLED,
        /** It was deleted from the store while Reveille ran: by a console, an installer, somebody else. */
        DELETED,
        /** It was not there when Reveille started. If it comes by itself, the job goes on from its state. */
        MISSING
    }

    public DeletedJob {
        properties = Map.copyOf(properties);
    }
}
