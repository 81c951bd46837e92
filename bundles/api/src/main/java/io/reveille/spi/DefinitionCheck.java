package io.reveille.spi;

import io.reveille.ArgumentSpec;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Says whether a definition could be used, before it is stored: for forms and importers. A service of the engine's. */
@ProviderType
public interface DefinitionCheck {

    /**
     * Returns if the definition could be used. Its handler, if it is there and knows its arguments, is asked about them:
     * see {@link io.reveille.ArgumentChecker}.
     *
     * @param id the address that it lies at or would replace; empty for a new one
     * @param properties see {@link JobProperties}
     * @throws io.reveille.JobDefinitionException naming what is wrong, a name that another definition has included
     */
    void check(Optional<String> id, Map<String, ?> properties);

    /**
     * Returns if {@link io.reveille.ScheduleService#define} would take the definition: as a new one, or in place of the one
     * of the same name.
     *
     * @param properties see {@link JobProperties}
     * @throws io.reveille.JobDefinitionException naming what is wrong
     */
    default void checkDefine(Map<String, ?> properties) {
        check(Optional.empty(), properties);
    }

    /**
     * Returns if the definition would stay deleted.
     *
     * @param id the address that it lies at
     * @throws IOException if its store cannot be written to now: the job would be there again at the next start
     */
    default void checkDelete(String id) throws IOException {}

    /**
     * The arguments that a handler says it takes, to make a form from; empty if the handler is not there, or says nothing.
     *
     * @param handler its name
     */
    default Optional<List<ArgumentSpec>> arguments(String handler) {
        return Optional.empty();
    }
}
