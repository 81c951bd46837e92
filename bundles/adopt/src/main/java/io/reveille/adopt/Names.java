package io.reveille.adopt;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The names of the jobs that were taken, each of one service. */
final class Names {

    private final ConcurrentMap<String, Candidate> owners = new ConcurrentHashMap<>();

    /** Returns whether the name is the candidate's from now on. */
    boolean take(String name, Candidate candidate) {
        return owners.putIfAbsent(name, candidate) == null;
    }

    void giveBack(Candidate candidate) {
        owners.values().remove(candidate);
    }
}
