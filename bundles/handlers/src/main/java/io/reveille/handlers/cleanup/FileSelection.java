package io.reveille.handlers.cleanup;

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
 * Selects the files to delete: pure. Files are added one by one, in any order; as many of the oldest as fit into memory
 * are remembered, the others only counted.
 */
final class FileSelection {

    /** The greatest number of files that one run deletes; the rest is left to the next. */
    static final int MOST = 20_000;

    /** The greatest depth of folders that are searched. */
    static final int DEEPEST = 32;

    /**
     * The rules by which files are deleted.
     *
     * @param glob the pattern of a file's path, relative to the folder
     * @param olderThan the age from which files are deleted, by their last change
     * @param maxBytes the total size to which files are reduced, the oldest deleted first
     * @param keepNewest the number of newest files that always stay; if this is the only rule, all others are deleted
     */
    record Rules(String glob, Optional<Duration> olderThan, OptionalLong maxBytes, OptionalLong keepNewest) {

        /** Returns the greatest depth of files that can match: 1 is in the folder itself. */
        int depth() {
            return glob.contains("**")
                    ? DEEPEST
                    : (int) Math.min(DEEPEST, glob.chars().filter(c -> c == '/').count() + 1);
        }

        /** @throws java.util.regex.PatternSyntaxException if the glob cannot be read */
        List<PathMatcher> matchers() {
            // Most people expect "**/" to match any number of folders, none included; in Java it is at least one.
            return Stream.of(glob, glob.startsWith("**/") ? glob.substring(3) : glob)
                    .distinct()
                    .map(pattern -> FileSystems.getDefault().getPathMatcher("glob:" + pattern))
                    .toList();
        }
    }

    /**
     * A file that matches.
     *
     * @param path the path relative to the folder
     * @param key the identity of the file, by which a later one of the same name is told apart
     */
    record Found(Path path, Instant changed, long bytes, Object key) {}

    private static final Comparator<Found> OLDEST_FIRST =
            Comparator.comparing(Found::changed).thenComparing(Found::path);

    private final Rules rules;
    private final List<PathMatcher> matchers;
    private final Instant now;
    private final PriorityQueue<Found> oldest =
            new PriorityQueue<>(OLDEST_FIRST.reversed()); // the newest of these first
    private long count;
    private long bytes;

    FileSelection(Rules rules, Instant now) {
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

    /** Returns the number of files that match. */
    long count() {
        return count;
    }

    /** Returns the total size of the files that match. */
    long bytes() {
        return bytes;
    }

    /** Returns the files to delete, the oldest first. */
    List<Found> toDelete() {
        List<Found> sorted = oldest.stream().sorted(OLDEST_FIRST).toList();
        long deletable = count - rules.keepNewest().orElse(0);
        long left = bytes;
        int going = 0;
        while (going < sorted.size() && going < deletable && isToDelete(sorted.get(going), left)) {
            left -= sorted.get(going).bytes();
            going++;
        }
        return sorted.subList(0, going);
    }

    private boolean isToDelete(Found found, long left) {
        if (rules.olderThan().isEmpty() && rules.maxBytes().isEmpty()) {
            return true;
        }
        boolean isOld = rules.olderThan()
                .filter(age -> found.changed().isBefore(now.minus(age)))
                .isPresent();
        return isOld || left > rules.maxBytes().orElse(Long.MAX_VALUE);
    }
}
