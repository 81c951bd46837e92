package io.reveille.adopt;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The names of the jobs that were taken, each of one service. */
final class Names {

    private final ConcurrentMap<String, Adoption> owners = new ConcurrentHashMap<>();

    /** Returns whether the name is the adoption's from now on. */
    boolean take(String name, Adoption adoption) {
        return owners.putIfAbsent(name, adoption) == null;
    }

    void giveBack(Adoption adoption) {
        owners.values().remove(adoption);
    }
}
