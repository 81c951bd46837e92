package io.reveille.core.intake;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All definitions by the names of their jobs, the usable ones and the others. Belongs to the engine's thread. */
final class Contenders {

    // Each list is sorted, the best first, and as small as can be: nearly every name has one definition.
    private final Map<String, List<Candidate>> usable = new HashMap<>();
    private final Map<String, List<Candidate>> unusable = new HashMap<>();

    void add(Candidate candidate) {
        lists(candidate).merge(candidate.job(), List.of(candidate), (there, one) -> with(there, candidate));
    }

    void remove(Candidate candidate) {
        lists(candidate).computeIfPresent(candidate.job(), (name, there) -> without(there, candidate));
    }

    /** The usable definition of this name that goes before all others. */
    Optional<Candidate> best(String name) {
        return first(usable, name);
    }

    /** A stored definition of this name that cannot be used. */
    Optional<Candidate> unusable(String name) {
        return first(unusable, name).filter(Candidate::isStored); // stored ones go before those of services
    }

    private Map<String, List<Candidate>> lists(Candidate candidate) {
        return candidate.definition() == null ? unusable : usable;
    }

    private static Optional<Candidate> first(Map<String, List<Candidate>> lists, String name) {
        return Optional.ofNullable(lists.get(name)).map(candidates -> candidates.get(0));
    }

    private static List<Candidate> with(List<Candidate> there, Candidate candidate) {
        List<Candidate> more = new ArrayList<>(there.size() + 1);
        more.addAll(there);
        int place = Collections.binarySearch(there, candidate, Candidate.BEST_FIRST);
        more.add(place < 0 ? -place - 1 : place, candidate);
        return more;
    }

    private static @Nullable List<Candidate> without(List<Candidate> there, Candidate candidate) {
        int place = Collections.binarySearch(there, candidate, Candidate.BEST_FIRST);
        if (place < 0) {
            return there;
        }
        List<Candidate> left = new ArrayList<>(there);
        left.remove(place);
        return left.isEmpty() ? null : List.copyOf(left);
    }
}
