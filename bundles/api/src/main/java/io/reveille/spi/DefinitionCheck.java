package io.reveille.spi;

import io.reveille.ArgumentSpec;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** A service of the engine's that checks a definition before it is stored: for forms and importers. */
@ProviderType
public interface DefinitionCheck {

    /**
     * Checks that the definition could be used. If its handler is there and an {@link io.reveille.ArgumentChecker}, the
     * handler checks the arguments.
     *
     * @param id the address of the definition, or of the one that it would replace; empty for a new one
     * @param properties the whole definition, see {@link JobProperties}
     * @throws io.reveille.JobDefinitionException naming the fault; a name that another definition has is a fault too
     */
    void check(Optional<String> id, Map<String, ?> properties);

    /**
     * Checks that {@link io.reveille.ScheduleService#define} would accept the definition: as a new one, or in place of
     * the one of the same name.
     *
     * @param properties the whole definition, see {@link JobProperties}
     * @throws io.reveille.JobDefinitionException naming the fault
     */
    default void checkDefine(Map<String, ?> properties) {
        check(Optional.empty(), properties);
    }

    /**
     * Checks that the definition, if it were deleted, would stay deleted.
     *
     * @param id the address of the definition
     * @throws IOException if the store cannot be written to now: the job would be there again at the next start
     */
    default void checkDelete(String id) throws IOException {}

    /**
     * Returns the arguments that a handler takes, to make a form from them; empty if the handler is not there, or does
     * not describe its arguments.
     *
     * @param handler the handler's name
     */
    default Optional<List<ArgumentSpec>> arguments(String handler) {
        return Optional.empty();
    }
}
