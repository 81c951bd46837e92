package io.reveille.core.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Jobs that follow each other in a circle, and so would never run: pure. */
public final class Circles {

    private Circles() {}

    /**
     * The way on which a job follows itself, from it to it: {@code [a, b, a]}; empty if it does not.
     *
     * @param before the job that each follows
     */
    public static List<String> of(String job, Map<String, String> before) {
        List<String> way = new ArrayList<>(List.of(job));
        for (String next = before.get(job); next != null && way.size() <= before.size(); next = before.get(next)) {
            way.add(next);
            if (next.equals(job)) {
                return way;
            }
        }
        return List.of();
    }
}
