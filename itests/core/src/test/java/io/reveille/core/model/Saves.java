package io.reveille.core.model;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keeps what was given to the store, by its text: after a crash that tells how far the job was that has come back. */
final class Saves {

    private static final int MOST = 12;
    private static final Pattern RUNS = Pattern.compile("\"runs\":(\\d+)");
    private static final Pattern TAKEN = Pattern.compile("\"taken\":\"([^\"]*)\"");

    /**
     * A job as it was saved.
     *
     * @param calls how many there had been
     * @param stale whether the clock has been set since, in a way that makes a difference
     * @param since how far in all
     */
    record Kept(String text, Book book, long calls, boolean stale, Duration since, long order) {

        /** Whether the clock went so little in all that nobody can tell it from one that is slewed. */
        boolean isSlewed() {
            return stale && since.abs().toSeconds() < 3;
        }
    }

    private final Map<String, Map<String, Kept>> jobs = new HashMap<>();
    private long order;

    void saving(String job, String text, Book book, long calls) {
        Map<String, Kept> kept = jobs.computeIfAbsent(job, any -> new LinkedHashMap<>());
        kept.putIfAbsent(text, new Kept(text, book, calls, false, Duration.ZERO, ++order));
        if (kept.size() > MOST) {
            kept.remove(kept.keySet().iterator().next());
        }
    }

    /** A run has begun whose start was saved before, as the newest that is known of its job. */
    void started(String job, Book book, long calls) {
        Map<String, Kept> kept = jobs.getOrDefault(job, Map.of());
        kept.entrySet().stream()
                .max((one, other) ->
                        Long.compare(one.getValue().order(), other.getValue().order()))
                .ifPresent(newest -> newest.setValue(new Kept(
                        newest.getKey(),
                        book,
                        calls,
                        false,
                        Duration.ZERO,
                        newest.getValue().order())));
    }

    Optional<Kept> newest(String job, List<String> texts) {
        Map<String, Kept> kept = jobs.getOrDefault(job, Map.of());
        return texts.stream()
                .flatMap(text -> Optional.ofNullable(kept.get(text)).stream())
                .max((one, other) -> Long.compare(one.order(), other.order()));
    }

    /** How many runs these jobs had. */
    Map<String, Long> runs(Map<String, List<String>> texts) {
        Map<String, Long> runs = new HashMap<>();
        texts.forEach((job, all) ->
                runs.put(job, all.stream().mapToLong(Saves::runs).max().orElse(0)));
        return runs;
    }

    private static long runs(String text) {
        Matcher runs = RUNS.matcher(text);
        return runs.find() ? Long.parseLong(runs.group(1)) : 0;
    }

    /** The triggers that had come when this was saved: runs of the job that it follows. */
    static Set<String> taken(String text) {
        Matcher taken = TAKEN.matcher(text);
        return taken.find() ? new HashSet<>(List.of(taken.group(1).split(" "))) : Set.of();
    }

    /** Whether a pause or a quarantine was saved. */
    static boolean isHeld(String text) {
        return text.contains("\"quarantine\":") || text.contains("\"paused\":");
    }

    /** How many runs were under way when this was saved. */
    static int running(String text) {
        return text.split("\"RUNNING\"", -1).length - 1;
    }

    /** A text that was written and is not there will never be. */
    void restored(Map<String, List<String>> texts) {
        jobs.keySet().retainAll(texts.keySet());
        jobs.forEach((job, kept) -> kept.keySet().retainAll(texts.getOrDefault(job, List.of())));
    }

    void forget(String job) {
        jobs.remove(job);
    }

    Collection<Generation> generations() {
        return jobs.values().stream()
                .flatMap(kept -> kept.values().stream())
                .map(kept -> kept.book().generation)
                .toList();
    }

    /** The clock was set: what is saved does not know of it. */
    void stepped(Duration step) {
        for (Map<String, Kept> kept : jobs.values()) {
            kept.replaceAll((text, one) -> new Kept(
                    text,
                    one.book(),
                    one.calls(),
                    one.stale() || step.isNegative() || one.book().generation.isElapsed,
                    one.since().plus(step),
                    one.order()));
        }
    }
}
