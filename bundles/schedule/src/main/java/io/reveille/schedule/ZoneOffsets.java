package io.reveille.schedule;

import java.lang.ref.WeakReference;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The offsets of one zone in the years that cron knows, as arrays: span {@code i} of constant offset begins at its start
 * and ends where the next one begins. The library's own rules search a map and make objects at every question, which
 * costs more than all the rest of finding an occurrence. Immutable; some 8 KB for a zone with summer time.
 */
final class ZoneOffsets {
    /** The first second of the table; it has two days more than 1970 to 2199 at either end, for the offsets. */
    private static final long FROM = -2 * 86_400L;

    private static final long TO = CronYears.END_OF_LOCAL_TIME + 2 * 86_400L;

    /** The bits of a block of 194 days: the block of a second is found by a shift, and its first span in a table. */
    private static final int BLOCK_BITS = 24;

    private static final int BLOCKS = (int) ((TO - FROM) >> BLOCK_BITS) + 1;

    /** The blocks of all zones whose offset never changes, UTC among them. */
    private static final short[] ONE_SPAN = new short[BLOCKS];

    /** No zone has ever been further ahead of UTC. */
    private static final int MAX_OFFSET = 18 * 3600;

    /** The tables in use, each shared by the schedules of a zone and gone with the last of them. */
    private static final Map<ZoneId, WeakReference<ZoneOffsets>> TABLES = new ConcurrentHashMap<>();

    private final long[] starts;
    private final int[] offsets;
    private final short[] blocks;

    ZoneOffsets(ZoneRules rules) {
        int spans = 1;
        for (ZoneOffsetTransition change = first(rules); change != null; change = following(rules, change)) {
            spans++;
        }
        starts = new long[spans];
        offsets = new int[spans];
        starts[0] = Long.MIN_VALUE;
        offsets[0] = rules.getOffset(Instant.ofEpochSecond(FROM)).getTotalSeconds();
        int span = 1;
        for (ZoneOffsetTransition change = first(rules); change != null; change = following(rules, change)) {
            starts[span] = change.toEpochSecond();
            offsets[span] = change.getOffsetAfter().getTotalSeconds();
            span++;
        }
        blocks = spans == 1 ? ONE_SPAN : new short[BLOCKS];
        span = 0;
        for (int block = 0; spans > 1 && block < BLOCKS; block++) {
            span = advance(span, FROM + ((long) block << BLOCK_BITS));
            blocks[block] = (short) span;
        }
    }

    private static @Nullable ZoneOffsetTransition first(ZoneRules rules) {
        return inTime(rules.nextTransition(Instant.ofEpochSecond(FROM)));
    }

    private static @Nullable ZoneOffsetTransition following(ZoneRules rules, ZoneOffsetTransition change) {
        return inTime(rules.nextTransition(change.getInstant()));
    }

    private static @Nullable ZoneOffsetTransition inTime(@Nullable ZoneOffsetTransition change) {
        return change == null || change.toEpochSecond() > TO ? null : change;
    }

    static ZoneOffsets of(ZoneId zone) {
        ZoneRules rules = zone.getRules();
        if (rules.isFixedOffset()) {
            return new ZoneOffsets(rules); // not kept: it has a few bytes, and there are thousands of such zones
        }
        WeakReference<ZoneOffsets> known = TABLES.get(zone);
        ZoneOffsets table = known == null ? null : known.get();
        if (table == null) {
            table = new ZoneOffsets(rules);
            TABLES.put(zone, new WeakReference<>(table));
        }
        return table;
    }

    int spans() {
        return starts.length;
    }

    long start(int span) {
        return starts[span];
    }

    /** The first second that is no longer in the span. */
    long end(int span) {
        return span + 1 < starts.length ? starts[span + 1] : Long.MAX_VALUE;
    }

    int offset(int span) {
        return offsets[span];
    }

    /** The span that a second since 1970 lies in. */
    int spanOf(long second) {
        long block = (second - FROM) >> BLOCK_BITS;
        int nearest = (int) Math.min(Math.max(block, 0), blocks.length - 1L);
        return advance(blocks[nearest], second);
    }

    private int advance(int from, long second) {
        int span = from;
        while (span + 1 < starts.length && starts[span + 1] <= second) {
            span++;
        }
        return span;
    }

    /**
     * The earliest span that shows a local time, given in seconds as if it were UTC; where none does, since it was
     * skipped, the complement of the span that comes after the gap.
     */
    int firstSpanShowing(long local) {
        int span = spanOf(local - MAX_OFFSET);
        while (local - offsets[span] >= end(span)) {
            span++;
        }
        return local - offsets[span] >= starts[span] ? span : ~span;
    }
}
