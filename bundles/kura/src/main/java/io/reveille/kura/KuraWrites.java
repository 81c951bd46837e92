package io.reveille.kura;

import io.reveille.JobDefinitionException;
import io.reveille.spi.DefinitionStore.Write;
import io.reveille.spi.JobProperties;
import io.reveille.spi.PartlyWrittenException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.configuration.ConfigurationService;
import org.osgi.service.cm.Configuration;

/**
 * Writes definitions by Kura's service: several with one snapshot, all or none. Only a snapshot survives a restart.
 * Kura keeps ten snapshots for its users to go back to, and each new one displaces an older.
 */
final class KuraWrites {

    private static final int MOST_NAMED = 5;

    /** The most times that what could not be undone is tried again, and the time between two tries. */
    private static final int TRIES = 20;

    private static final Duration PAUSE = Duration.ofMillis(50);

    /** The properties at a PID before a change; empty if there were none. */
    private record Before(String id, Optional<Map<String, Object>> properties) {}

    private final ConfigurationService kura;
    private final Places places;

    /**
     * Whether ConfigurationAdmin has changes that are in no snapshot; guarded by this, which is held while Kura is
     * called.
     */
    private boolean unsaved;

    KuraWrites(ConfigurationService kura, Places places) {
        this.kura = kura;
        this.places = places;
    }

    /**
     * Carries out these changes, and has Kura keep them.
     *
     * @return the PID of each
     * @throws PartlyWrittenException if Kura failed, and not all changes could be undone
     * @throws IOException if Kura failed; nothing is changed then
     */
    synchronized List<String> write(List<Write> writes) throws IOException {
        List<Write> fit = new ArrayList<>();
        for (Write write : writes) {
            fit.add(new Write(write.id(), kept(write.properties())));
        }
        boolean left = unsaved; // of an earlier call
        List<Before> done = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        try {
            for (Write write : fit) {
                ids.add(write(write, done));
            }
            if (unsaved) {
                kura.snapshot();
                unsaved = false;
            }
            return ids;
        } catch (IOException | KuraException | RuntimeException e) {
            List<String> stay = takeBack(done, e);
            unsaved = left || !stay.isEmpty();
            String failed = "Eclipse Kura could not keep " + named(fit) + ": " + e.getMessage() + "; ";
            if (stay.isEmpty()) {
                throw new IOException(failed + "nothing was changed", e);
            }
            throw new PartlyWrittenException(
                    stay,
                    new IOException(
                            failed + "not all could be taken back, and what is left goes into the next snapshot", e));
        }
    }

    private static Optional<Map<String, Object>> kept(Optional<Map<String, Object>> definition) throws IOException {
        try {
            return definition.map(KuraValues::kept);
        } catch (JobDefinitionException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private String write(Write write, List<Before> done) throws IOException, KuraException {
        Optional<Map<String, Object>> definition = write.properties();
        String id = definition.isPresent()
                ? address(write.id(), definition.get())
                : write.id().orElseThrow();
        Optional<Map<String, Object>> before = places.at(id).map(Places::properties);
        done.add(new Before(id, before));
        put(id, definition.map(now -> JobProperties.replace(before.orElse(Map.of()), now)));
        return id;
    }

    private String address(Optional<String> id, Map<String, Object> definition) throws IOException {
        if (id.isPresent() && places.at(id.get()).isPresent()) {
            return id.get();
        }
        String name = String.valueOf(definition.get(JobProperties.NAME));
        for (String pid : (Iterable<String>) KuraPids.candidates(name)::iterator) {
            Optional<Configuration> there = places.at(pid);
            boolean fits = there.isPresent()
                    ? name.equals(KuraPids.name(pid, Places.properties(there.get())))
                    : !kura.getConfigurableComponentPids().contains(pid);
            if (fits) {
                return pid;
            }
        }
        throw new IllegalStateException("there is no end of PIDs");
    }

    /** Replaces all properties at a PID, or deletes them. */
    private void put(String id, Optional<Map<String, Object>> wanted) throws IOException, KuraException {
        Optional<Configuration> there = places.at(id);
        Optional<Map<String, Object>> now = there.map(Places::properties);
        if (same(now, wanted)) {
            return;
        }
        unsaved = true;
        if (wanted.isEmpty()) {
            kura.deleteFactoryConfiguration(id, false);
        } else if (there.isEmpty()) {
            kura.createFactoryConfiguration(JobProperties.FACTORY_PID, id, new HashMap<>(wanted.get()), false);
        } else {
            update(id, there.get(), now.orElseThrow(), wanted.get());
        }
    }

    private void update(String id, Configuration there, Map<String, Object> now, Map<String, Object> wanted)
            throws IOException, KuraException {
        if (kura.getFactoryComponentPids().contains(JobProperties.FACTORY_PID)) {
            Map<String, Object> update = new HashMap<>();
            now.keySet().forEach(gone -> update.put(gone, null));
            update.putAll(wanted);
            kura.updateConfiguration(id, update, false);
        } else { // the bundle is starting, and Kura ignores configurations without a form
            there.update(stored(id, wanted));
        }
        Map<String, Object> written = places.at(id).map(Places::properties).orElse(Map.of());
        if (!wanted.keySet().stream().allMatch(key -> Objects.deepEquals(wanted.get(key), written.get(key)))) {
            throw new IOException("it does not know " + id + " at the moment, and passed over the update");
        }
    }

    @SuppressWarnings("JdkObsolete") // ConfigurationAdmin takes a Dictionary
    private static Hashtable<String, Object> stored(String id, Map<String, Object> properties) {
        Hashtable<String, Object> stored = new Hashtable<>(properties);
        stored.put(ConfigurationService.KURA_SERVICE_PID, id);
        return stored;
    }

    private static boolean same(Optional<Map<String, Object>> one, Optional<Map<String, Object>> other) {
        return one.map(Map::keySet).equals(other.map(Map::keySet))
                && (one.isEmpty()
                        || one.get().keySet().stream()
                                .allMatch(key -> Objects.deepEquals(
                                        one.get().get(key), other.get().get(key))));
    }

    /** Returns the names of the definitions to write and the PIDs of those to delete. */
    private static String named(List<Write> writes) {
        return writes.stream()
                .map(write -> write.properties().isPresent()
                        ? "the definition of " + write.properties().get().get(JobProperties.NAME)
                        : "the deletion of " + write.id().orElse(""))
                .limit(MOST_NAMED)
                .collect(Collectors.joining(", ", "", writes.size() > MOST_NAMED ? " and others" : ""));
    }

    /**
     * Undoes the changes that are in no snapshot.
     *
     * @return the PIDs of the first changes up to the last that could not be undone; none if all could. Changes among
     *     them that are undone may be undone again
     */
    private List<String> takeBack(List<Before> done, Exception cause) {
        NavigableMap<Integer, Exception> failed = new TreeMap<>(); // by place among the changes
        for (int i = done.size() - 1; i >= 0; i--) {
            undo(done.get(i)).ifPresent(putIn(failed, i));
        }
        // A component goes some time after its configuration; until then Kura makes no other with its PID.
        for (int again = 0; again < TRIES && !failed.isEmpty(); again++) {
            LockSupport.parkNanos(PAUSE.toNanos());
            for (int i : List.copyOf(failed.descendingKeySet())) {
                undo(done.get(i)).ifPresentOrElse(putIn(failed, i), () -> failed.remove(i));
            }
        }
        failed.values().forEach(cause::addSuppressed);
        int stay = failed.isEmpty() ? 0 : failed.lastKey() + 1;
        return done.subList(0, stay).stream().map(Before::id).toList();
    }

    private static Consumer<Exception> putIn(Map<Integer, Exception> failed, int place) {
        return failure -> failed.put(place, failure);
    }

    /** Puts back what was there before a change; returns why that could not be done. */
    private Optional<Exception> undo(Before before) {
        try {
            put(before.id, before.properties);
            return Optional.empty();
        } catch (IOException | KuraException | RuntimeException e) {
            return Optional.of(e);
        }
    }
}
