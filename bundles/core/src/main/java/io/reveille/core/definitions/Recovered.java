package io.reveille.core.definitions;

import io.reveille.core.state.DefinitionChange;
import io.reveille.spi.StateRecord;
import java.util.Optional;

/**
 * The result of the recovery for one job.
 *
 * @param last our last change of the definition
 * @param number the number of the last change's intent
 * @param stands whether the definition is as the last change wanted; else somebody has changed it since
 * @param meant whether its effect on the job holds: also after a known change by others, if the definition is there
 * @param deleted whether the definition was deleted on the way, which was not saved in its record
 * @param anew whether the saved state is of another job, from before a deletion
 * @param state the state that was imported for the job, and not saved with it
 */
public record Recovered(
        DefinitionChange last,
        long number,
        boolean stands,
        boolean meant,
        boolean deleted,
        boolean anew,
        Optional<StateRecord> state) {}
