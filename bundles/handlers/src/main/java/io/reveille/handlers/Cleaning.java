package io.reveille.handlers;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/**
 * Which files are to go: pure. Files are looked at one by one, in any order; the oldest are remembered, so many as fit into
 * memory, and the others counted.
 */
final class Cleaning {

    /** So many may be deleted by one run; what is left is for the next. */
    static final int MOST = 20_000;

    /** So deep is looked at most. */
    static final int DEEPEST = 32;

    /**
     * The rules by which files are deleted.
     *
     * @param glob what a file's path, from the folder on, has to look like
     * @param olderThan files changed longer ago are to go
     * @param maxBytes the oldest are to go until all together are not larger
     * @param keepNewest so many of the newest stay in any case; alone: all others are to go
     */
    record Rules(String glob, Optional<Duration> olderThan, OptionalLong maxBytes, OptionalLong keepNewest) {

        /** How deep files can lie that fit: 1 is in the folder itself. */
        int depth() {
            return glob.contains("**")
                    ? DEEPEST
                    : (int) Math.min(DEEPEST, glob.chars().filter(c -> c == '/').count() + 1);
        }

        /** @throws java.util.regex.PatternSyntaxException if the glob is none */
        List<PathMatcher> matchers() {
            // To most people "**/" is any folder or none; to Java it is one at least.
            return Stream.of(glob, glob.startsWith("**/") ? glob.substring(3) : glob)
                    .distinct()
                    .map(pattern -> FileSystems.getDefault().getPathMatcher("glob:" + pattern))
                    .toList();
        }
    }

    /**
     * A file that fits.
     *
     * @param path from the folder on
     * @param key what tells it from a later one of the same name
     */
    record Found(Path path, Instant changed, long bytes, Object key) {}

    private static final Comparator<Found> OLDEST_FIRST =
            Comparator.comparing(Found::changed).thenComparing(Found::path);

    private final Rules rules;
    private final List<PathMatcher> matchers;
    private final Instant now;
    private final PriorityQueue<Found> oldest =
            new PriorityQueue<>(OLDEST_FIRST.reversed()); // the newest of them first
    private long count;
    private long bytes;

    Cleaning(Rules rules, Instant now) {
        this.rules = rules;
        this.matchers = rules.matchers();
        this.now = now;
    }

    boolean fits(Path path) {
        return matchers.stream().anyMatch(matcher -> matcher.matches(path));
    }

    void add(Found found) {
        count++;
        bytes += found.bytes();
        oldest.add(found);
        if (oldest.size() > MOST) {
            oldest.remove();
        }
    }

    /** How many files fit. */
    long count() {
        return count;
    }

    /** How large they are together. */
    long bytes() {
        return bytes;
    }

    /** Files that are to go, the oldest first. */
    List<Found> toGo() {
        List<Found> sorted = oldest.stream().sorted(OLDEST_FIRST).toList();
        long mayGo = count - rules.keepNewest().orElse(0);
        long left = bytes;
        int going = 0;
        while (going < sorted.size() && going < mayGo && isToGo(sorted.get(going), left)) {
            left -= sorted.get(going).bytes();
            going++;
        }
        return sorted.subList(0, going);
    }

    private boolean isToGo(Found found, long left) {
        if (rules.olderThan().isEmpty() && rules.maxBytes().isEmpty()) {
            return true;
        }
        boolean isOld = rules.olderThan()
                .filter(age -> found.changed().isBefore(now.minus(age)))
                .isPresent();
        return isOld || left > rules.maxBytes().orElse(Long.MAX_VALUE);
    }
}
