package io.reveille.core.transfer;

import io.reveille.JobDefinition;
import io.reveille.spi.StateRecord;
import java.util.List;
import java.util.Optional;

/**
 * A job of a document, read and checked.
 *
 * @param state what it goes on with where it is new
 * @param remarks what a reader should know, in words
 */
record Wanted(JobDefinition definition, Optional<StateRecord> state, List<String> remarks) {

    String name() {
        return definition.name();
    }
}
