package io.reveille.core.intake;

import io.reveille.core.dispatch.Handler;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** The handlers that are there, by name. Belongs to the engine's thread. */
public final class Handlers {

    /**
     * A handler's service.
     *
     * @param service its ServiceReference: of two with one name the better one, by service ranking, serves
     * @param label names the service for people
     * @param bundle the symbolic name of its bundle
     */
    public record Offer(
            Comparable<Object> service,
            String label,
            String bundle,
            String name,
            Map<String, Object> job,
            Handler handler)
            implements Comparable<Offer> {
        @Override
        public int compareTo(Offer other) {
            return other.service.compareTo(service); // the best first
        }

        /** Whether the service is a complete job. */
        public boolean isJob() {
            return !job.isEmpty();
        }
    }

    private final Map<String, NavigableSet<Offer>> byName = new HashMap<>();

    public void add(Offer offer) {
        byName.computeIfAbsent(offer.name(), name -> new TreeSet<>()).add(offer);
    }

    public void remove(Offer offer) {
        NavigableSet<Offer> offers = byName.get(offer.name());
        if (offers != null && offers.remove(offer) && offers.isEmpty()) {
            byName.remove(offer.name());
        }
    }

    /** The handler of this name. */
    public Optional<Handler> find(String name) {
        NavigableSet<Offer> offers = byName.get(name);
        return offers == null ? Optional.empty() : Optional.of(offers.first().handler());
    }
}
