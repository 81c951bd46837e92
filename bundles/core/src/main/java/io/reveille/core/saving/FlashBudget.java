package io.reveille.core.saving;

import io.reveille.spi.StateStore.Written;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much is written in a day, and how far apart saves have to lie so that it stays within a budget: a bucket that
 * leaks at the budget's rate, and holds an hour's worth before saves are stretched. It goes by the wall clock, so that it
 * can be kept over a restart; a step of that costs an hour's worth at most. Belongs to the engine's thread.
 */
public final class FlashBudget {

    private static final Logger LOG = LoggerFactory.getLogger(FlashBudget.class);

    /** However small the budget, a save waits no longer. */
    static final Duration MOST = Duration.ofHours(1);

    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final int HOURS = 24;

    private long perDay;
    private final TreeMap<Long, Written> hours = new TreeMap<>(); // what was written in each, counted from 1970
    private Written counted = Written.NOTHING;
    private long level; // of the bucket, in bytes
    private Instant leaked = Instant.EPOCH; // until when

    /** @param perDay bytes a day; 0 for as many as there are */
    public FlashBudget(long perDay) {
        this.perDay = perDay;
    }

    /** From now on it is so many bytes a day; 0 for as many as there are. */
    public void limit(long bytes) {
        perDay = bytes;
    }

    /** Bytes a day; 0 for as many as there are. */
    public long perDay() {
        return perDay;
    }

    /** Takes in how much the store has written since it was made. */
    public void written(Written total, Instant now) {
        Written more = new Written(
                Math.max(0, total.writes() - counted.writes()), Math.max(0, total.bytes() - counted.bytes()));
        counted = total;
        leak(now);
        level += more.bytes();
        hours.merge(hour(now), more, FlashBudget::sum);
        forget(now);
    }

    /** What was written in the last day, to the hour. */
    public Written lastDay(Instant now) {
        forget(now);
        return hours.values().stream().reduce(Written.NOTHING, FlashBudget::sum);
    }

    /** How far the next save has to lie from the last, at least. */
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

    /** What is kept. */
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

    /** Takes up what was kept; what is no such text is passed over, since no job is in it. */
    public void read(String text) {
        try {
            if (!text.isEmpty()) {
                take(text);
            }
        } catch (IllegalArgumentException e) {
            LOG.warn("What was written before the start is not known, and is counted from now: {}", e.getMessage());
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
