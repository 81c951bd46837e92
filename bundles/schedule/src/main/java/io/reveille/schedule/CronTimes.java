package io.reveille.schedule;

import java.time.ZoneId;

/** The instants, in seconds since 1970, at which a zone's clock shows a time that matches a pattern. Immutable. */
final class CronTimes {
    /** Stands for no time: later than all others. */
    static final long NEVER = Long.MAX_VALUE;

    private final CronSearch search;
    private final ZoneOffsets offsets;
    private final boolean bothPasses;

    CronTimes(CronFields fields, ZoneId zone) {
        this.search = new CronSearch(fields);
        this.offsets = ZoneOffsets.of(zone);
        this.bothPasses = fields.intervalByNature();
    }

    /** The first matching instant after a second. */
    long next(long after) {
        long from = after + 1;
        int span = offsets.spanOf(from);
        int offset = offsets.offset(span);
        long end = offsets.end(span);
        long local = search.ceiling(Math.max(from + offset, firstNew(span)));
        if (local >= 0 && local - offset < end) {
            return local - offset;
        }
        if (bothPasses && end != NEVER && offsets.offset(span + 1) < offset) {
            // The next span shows again what this one has shown, so there may be an earlier time than the one found.
            int again = offsets.offset(span + 1);
            local = search.ceiling(Math.max(end + again, 0));
            if (local >= 0 && local - again < offsets.end(span + 1)) {
                return local - again;
            }
        }
        return firstShowing(local);
    }

    /** The first local time of a span that counts in it: one not shown before, or any for an interval by nature. */
    private long firstNew(int span) {
        if (span == 0) {
            return 0;
        }
        int offset = offsets.offset(span);
        return Math.max(0, offsets.start(span) + (bothPasses ? offset : Math.max(offset, offsets.offset(span - 1))));
    }

    /** The instant at which the clock first shows a matching time: the given one, or the next that is not skipped. */
    private long firstShowing(long matching) {
        long local = matching;
        while (local >= 0) {
            int span = offsets.firstSpanShowing(local);
            if (span >= 0) {
                return local - offsets.offset(span);
            }
            local = search.ceiling(offsets.start(~span) + offsets.offset(~span));
        }
        return NEVER;
    }

    /** Counts the matching instants after one second and not after another. */
    long count(long previous, long notAfter) {
        long count = 0;
        for (int span = offsets.spanOf(previous + 1);
                span < offsets.spans() && offsets.start(span) <= notAfter;
                span++) {
            long from = Math.max(previous + 1, offsets.start(span)) + offsets.offset(span);
            long to = Math.min(notAfter, offsets.end(span) - 1) + 1 + offsets.offset(span);
            from = Math.max(from, firstNew(span));
            if (from < to) {
                count += search.countBefore(to) - search.countBefore(from);
            }
        }
        return count;
    }
}
