package io.reveille.console.pages;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The last lines of the gateway's log, in a bounded part of memory. Safe for use by many threads. */
public final class LogLines {

    /** The greatest number of lines. */
    public static final int MOST = 400;

    /** The greatest length of a line, in characters; the rest is cut off. */
    static final int LONGEST = 1000;

    /**
     * One line.
     *
     * @param source the bundle, or the class, that logged it
     * @param text the message, with the exception that came with it
     */
    public record Line(Instant at, String level, String source, String text) {}

    private final Deque<Line> lines = new ArrayDeque<>();
    private long characters;

    public synchronized void add(Line line) {
        String text = line.text();
        Line kept = text.length() <= LONGEST
                ? line
                : new Line(line.at(), line.level(), line.source(), text.substring(0, LONGEST - 1) + "…");
        lines.add(kept);
        characters += size(kept);
        if (lines.size() > MOST) {
            characters -= size(lines.remove());
        }
    }

    private static int size(Line line) {
        return line.text().length() + line.source().length();
    }

    /** Returns the lines from one time to another, the oldest first; if there are more than {@code most}, the newest. */
    public synchronized List<Line> lines(Instant from, Instant to, int most) {
        List<Line> found = new ArrayList<>();
        for (Line line : lines) {
            if (!line.at().isBefore(from) && !line.at().isAfter(to)) {
                found.add(line);
            }
        }
        return List.copyOf(found.subList(Math.max(0, found.size() - most), found.size()));
    }

    /** Returns the number of characters of all lines. */
    public synchronized long characters() {
        return characters;
    }
}
