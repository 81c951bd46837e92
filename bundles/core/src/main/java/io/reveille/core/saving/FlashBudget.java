package io.reveille.core.saving;

import io.reveille.spi.StateStore.Written;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The budget of bytes written in a day, and how far apart saves have to lie to stay within it: a bucket that leaks at
 * the budget's rate, and holds an hour's worth before saves are stretched. Goes by the wall clock, so that the level
 * survives a restart; a step of that clock costs an hour's worth at most. Belongs to the engine's thread.
 */
public final class FlashBudget {

    private static final Logger LOG = LoggerFactory.getLogger(FlashBudget.class);

    /** The longest that a save waits, however small the budget. */
    static final Duration MOST = Duration.ofHours(1);

    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final int HOURS = 24;

    private long perDay;
    private final TreeMap<Long, Written> hours = new TreeMap<>(); // the bytes written in each hour, counted from 1970
    private Written counted = Written.NOTHING;
    private long level; // of the bucket, in bytes
    private Instant leaked = Instant.EPOCH; // until when

    /** @param perDay bytes a day; 0 for no limit */
    public FlashBudget(long perDay) {
        this.perDay = perDay;
    }

    /** Changes the budget to so many bytes a day; 0 for no limit. */
    public void limit(long bytes) {
        perDay = bytes;
    }

    /** The budget in bytes a day; 0 for no limit. */
    public long perDay() {
        return perDay;
    }

    /** Takes in the amount that the store has written since it was opened. */
    public void written(Written total, Instant now) {
        Written more = new Written(
                Math.max(0, total.writes() - counted.writes()), Math.max(0, total.bytes() - counted.bytes()));
        counted = total;
        leak(now);
        level += more.bytes();
        hours.merge(hour(now), more, FlashBudget::sum);
        forget(now);
    }

    /** The amount written in the last day, to the hour. */
    public Written lastDay(Instant now) {
        forget(now);
        return hours.values().stream().reduce(Written.NOTHING, FlashBudget::sum);
    }

    /** The least time between the last save and the next. */
    public Duration interval(Duration usual, Instant now) {
        leak(now);
        long over = level - perDay / HOURS;
        if (perDay == 0 || over <= 0) {
            return usual;
        }
        double share = (double) over / perDay;
        Duration wait = Duration.ofMillis((long) (Math.min(1, share) * HOURS * HOUR));
        return max(usual, wait.compareTo(MOST) < 0 ? wait : MOST);
    }

    private void leak(Instant now) {
        long elapsed =
                Math.max(0, Math.min(HOURS * HOUR, Duration.between(leaked, now).toMillis()));
        leaked = now;
        level = Math.max(0, level - (long) (elapsed * ((double) perDay / (HOURS * HOUR))));
    }

    private void forget(Instant now) {
        hours.headMap(hour(now) - HOURS, true).clear();
        hours.tailMap(hour(now), false).clear(); // the clock was set back
    }

    // Over a restart

    /** Writes the level and the hours as a text, to be kept over a restart. */
    public String write() {
        StringBuilder text =
                new StringBuilder().append(leaked.toEpochMilli()).append(':').append(level);
        for (Map.Entry<Long, Written> hour : hours.entrySet()) {
            text.append(' ').append(hour.getKey());
            text.append(':').append(hour.getValue().writes());
            text.append(':').append(hour.getValue().bytes());
        }
        return text.toString();
    }

    /** Reads what {@link #write} has written; another text is logged and ignored, since no job depends on it. */
    public void read(String text) {
        try {
            if (!text.isEmpty()) {
                take(text);
            }
        } catch (IllegalArgumentException e) {
            LOG.warn("The saved flash budget cannot be read; writes are counted from now on: {}", e.getMessage());
            hours.clear();
            level = 0;
        }
    }

    private void take(String text) {
        String[] parts = text.split(" ", -1);
        long[] bucket = numbers(parts[0], 2);
        leaked = Instant.ofEpochMilli(bucket[0]);
        level = bucket[1];
        for (int i = 1; i < parts.length; i++) {
            long[] hour = numbers(parts[i], 3);
            hours.put(hour[0], new Written(hour[1], hour[2]));
        }
    }

    private static long[] numbers(String text, int count) {
        String[] numbers = text.split(":", -1);
        if (numbers.length != count) {
            throw new IllegalArgumentException("\"" + text + "\" has not " + count + " numbers");
        }
        long[] read = new long[count];
        for (int i = 0; i < count; i++) {
            read[i] = Long.parseLong(numbers[i]);
        }
        return read;
    }

    private static long hour(Instant time) {
        return Math.floorDiv(time.toEpochMilli(), HOUR);
    }

    private static Written sum(Written one, Written other) {
        return new Written(one.writes() + other.writes(), one.bytes() + other.bytes());
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
