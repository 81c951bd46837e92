package io.reveille.adopt;

import java.util.HashMap;
import java.util.Map;

/**
 * The names of the jobs that were taken, each of one service, which keeps it as long as it is there: a job's state is found
 * by its name.
 */
final class GivenNames {

    private static final int LONGEST = 64;

    private record Given(String wanted, Adoption owner) {}

    private final Map<String, Given> all = new HashMap<>();

    /** Returns the name that the service has already if it wants the same as before, else a free one, with a number if need be. */
    synchronized String give(String wanted, Adoption owner) {
        Given given = new Given(wanted, owner);
        for (Map.Entry<String, Given> each : all.entrySet()) {
            if (each.getValue().equals(given)) {
                return each.getKey();
            }
        }
        giveBack(owner);
        String name = cut(wanted, "");
        for (int i = 2; all.containsKey(name); i++) {
            name = cut(wanted, "." + i);
        }
        all.put(name, given);
        return name;
    }

    synchronized void giveBack(Adoption owner) {
        all.values().removeIf(given -> given.owner().equals(owner));
    }

    /** The end of a name is kept, by which names of one package differ. */
    private static String cut(String name, String number) {
        int tooLong = name.codePointCount(0, name.length()) + number.length() - LONGEST;
        return (tooLong > 0
                        ? name.substring(name.offsetByCodePoints(0, tooLong)).strip()
                        : name)
                + number;
    }
}
