package io.reveille.core.definitions;

import io.reveille.spi.DefinitionStore;
import io.reveille.spi.DefinitionStore.Write;
import io.reveille.spi.PartlyWrittenException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The writer of many definitions that need not be written together: all at once, which some stores do as one write, and
 * where that fails each by itself, so that a refused one does not keep others from being written.
 */
public final class DefinitionWriter {

    private static final Logger LOG = LoggerFactory.getLogger(DefinitionWriter.class);

    /**
     * The outcome of one write.
     *
     * @param address where the definition lies or lay; empty if the write failed
     * @param failure why the write failed
     */
    public record Result(Optional<String> address, Optional<Exception> failure) {}

    private final DefinitionStore store;

    public DefinitionWriter(DefinitionStore store) {
        this.store = store;
    }

    /** Carries out all writes that the store takes. Returns the outcome of each, in their order. */
    public List<Result> write(List<Write> writes) {
        List<String> addresses = List.of(); // of the first definitions, which lie in the store by now
        if (writes.size() > 1) {
            try {
                return store.write(writes).stream().map(DefinitionWriter::done).toList();
            } catch (PartlyWrittenException e) {
                addresses = e.addresses();
                alone(writes.size(), e);
            } catch (IOException | RuntimeException e) {
                alone(writes.size(), e);
            }
        }
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < writes.size(); i++) {
            Write write = writes.get(i);
            // The first definitions are written again, too: otherwise they may be gone at the next start.
            results.add(
                    alone(i < addresses.size() ? new Write(Optional.of(addresses.get(i)), write.properties()) : write));
        }
        return results;
    }

    private static void alone(int writes, Exception e) {
        LOG.warn("{} definitions could not be written together; each is written by itself.", writes, e);
    }

    private Result alone(Write write) {
        try {
            return done(store.write(List.of(write)).get(0));
        } catch (IOException | RuntimeException e) {
            return new Result(Optional.empty(), Optional.of(e));
        }
    }

    private static Result done(String address) {
        return new Result(Optional.of(address), Optional.empty());
    }
}
