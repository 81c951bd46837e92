package io.reveille.core.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which job follows which, and on which circles. A change looks at as few jobs as there are on the shorter side of it: above
 * the job, where each has one before it, or below, where those are that follow it.
 */
public final class Followers {

    private final Map<String, String> before = new HashMap<>();
    private final Map<String, Set<String>> after = new HashMap<>();
    private final Map<String, List<String>> circles = new HashMap<>(); // of each job on one, all that are on it
    private long visits;

    /** The names of the jobs that follow this one. */
    public Set<String> of(String job) {
        return Collections.unmodifiableSet(after.getOrDefault(job, Set.of()));
    }

    /** The job that this one follows; null: none. */
    public @Nullable String before(String job) {
        return before.get(job);
    }

    /** How many jobs were looked at for circles so far. */
    public long visits() {
        return visits;
    }

    /** The way on which a job follows itself, from it to it: {@code [a, b, a]}; empty if it does not. */
    public List<String> circle(String job) {
        List<String> all = circles.getOrDefault(job, List.of());
        if (all.isEmpty()) {
            return all;
        }
        List<String> way = new ArrayList<>(all);
        Collections.rotate(way, -all.indexOf(job));
        way.add(job);
        return way;
    }

    /**
     * A job follows another one from now on, or none.
     *
     * @return all that were on a circle and are on none now, or the other way round
     */
    public List<String> change(String job, @Nullable String next) {
        List<String> changed = new ArrayList<>(circles.getOrDefault(job, List.of()));
        changed.forEach(circles::remove);
        String last = next == null ? before.remove(job) : before.put(job, next);
        if (last != null) {
            after.computeIfPresent(last, (name, those) -> {
                those.remove(job);
                return those.isEmpty() ? null : those;
            });
        }
        if (next != null) {
            List<String> way = way(job, next);
            after.computeIfAbsent(next, name -> new TreeSet<>()).add(job);
            if (!way.isEmpty()) {
                List<String> all = List.copyOf(way.subList(0, way.size() - 1));
                all.forEach(each -> circles.put(each, all));
                changed.addAll(all);
            }
        }
        return changed;
    }

    /** The way on which a job would follow itself if it followed that one: {@code [job, next, job]}; empty if it would not. */
    public List<String> way(String job, String next) {
        List<String> up = new ArrayList<>(List.of(job));
        Deque<Iterator<String>> down = new ArrayDeque<>(List.of(of(job).iterator()));
        boolean closes = false; // the other one follows the job already
        for (String at = next; at != null; at = before.get(at)) {
            visits++;
            up.add(at);
            if (at.equals(job)) {
                return up;
            }
            if (!closes) {
                String follower = next(down);
                if (follower == null) {
                    return List.of();
                }
                closes = follower.equals(next);
                if (!follower.equals(job)) {
                    down.push(of(follower).iterator());
                }
            }
        }
        return List.of();
    }

    private static @Nullable String next(Deque<Iterator<String>> down) {
        while (!down.isEmpty()) {
            if (down.element().hasNext()) {
                return down.element().next();
            }
            down.pop();
        }
        return null;
    }
}
