package io.reveille.core.intake;

import io.reveille.core.dispatch.Handler;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/** The handlers that are there, by name. Belongs to the engine's thread. */
public final class Handlers {

    /**
     * A handler: a service, or code.
     *
     * @param service the ServiceReference: of two handlers with one name the better one, by service ranking, serves
     * @param label the service in words
     * @param bundle the symbolic name of its bundle
     * @param revision tells the revisions of its bundle apart
     * @param concurrency the number of runs that the handler takes at once
     */
    public record Offer(
            Comparable<Object> service,
            String label,
            String bundle,
            String revision,
            String name,
            int concurrency,
            Map<String, Object> job,
            Handler handler)
            implements Comparable<Offer> {
        /**
         * Makes the offer of code that is called by a job of its own.
         *
         * @param label the code in words, by which two are told apart
         */
        public static Offer ofCode(
                String label, String bundle, String revision, String name, Map<String, Object> job, Handler code) {
            return new Offer(Offer::compareCode, label, bundle, revision, name, Integer.MAX_VALUE, job, code);
        }

        /** Finds any two equally good: of several with one name the oldest serves. */
        private static int compareCode(Object other) {
            return 0;
        }

        @Override
        public int compareTo(Offer other) {
            boolean isService = service instanceof ServiceReference<?>;
            boolean otherIsService = other.service instanceof ServiceReference<?>;
            return !isService || !otherIsService
                    ? Boolean.compare(isService, otherIsService) // code first
                    : other.service.compareTo(service); // the best first
        }

        /** Whether the service is a complete job. */
        public boolean isJob() {
            return !job.isEmpty();
        }
    }

    private final Map<String, List<Offer>> byName = new HashMap<>(); // not sorted: a ranking may change at any time

    public void add(Offer offer) {
        byName.computeIfAbsent(offer.name(), name -> new ArrayList<>()).add(offer);
    }

    public void remove(Offer offer) {
        List<Offer> offers = byName.get(offer.name());
        if (offers != null && offers.remove(offer) && offers.isEmpty()) {
            byName.remove(offer.name());
        }
    }

    /** How many runs the handler of this name takes at once. */
    public int concurrency(String name) {
        Offer best = best(name);
        return best == null ? Integer.MAX_VALUE : best.concurrency();
    }

    private @Nullable Offer best(String name) {
        Offer best = null;
        for (Offer offer : byName.getOrDefault(name, List.of())) {
            best = best == null || offer.compareTo(best) < 0 ? offer : best;
        }
        return best;
    }

    /** The revision of the bundle that the handler of this name is of; empty if there is none. */
    public String revision(String name) {
        Offer best = best(name);
        return best == null ? "" : best.revision();
    }

    /** The words that tell one revision of a bundle from another: its number, and when it was last updated. */
    public static String revision(@Nullable Object bundle) {
        return bundle instanceof Bundle known ? known.getBundleId() + " of " + known.getLastModified() : "";
    }

    /** The handler of this name. */
    public Optional<Handler> find(String name) {
        return Optional.ofNullable(best(name)).map(Offer::handler);
    }
}
