package io.reveille.core.intake;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All definitions that are there, and the one that counts for each name. Belongs to the engine's thread. */
public final class Definitions {

    final Map<String, Candidate> bySource = new TreeMap<>();
    final Contenders contenders = new Contenders();
    final Map<String, Candidate> counting = new HashMap<>(); // the definitions that jobs go by, by name

    /** The definition at this address, usable or not. */
    public Optional<Candidate> at(String source) {
        return Optional.ofNullable(bySource.get(source));
    }

    /** The definition that counts for this name. */
    public Optional<Candidate> best(String name) {
        return Optional.ofNullable(counting.get(name));
    }

    /**
     * The definition that counts for this name; else a stored one of this name that cannot be used; else the best that
     * does not count yet.
     */
    public Optional<Candidate> named(String name) {
        return best(name).or(() -> contenders.unusable(name)).or(() -> contenders.best(name));
    }

    /** All definitions that are there, by their places. */
    public List<Candidate> all() {
        return List.copyOf(bySource.values());
    }
}
