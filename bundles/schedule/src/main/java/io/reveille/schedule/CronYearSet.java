package io.reveille.schedule;

import java.util.ArrayList;
import java.util.List;

/** Some of the years from 1970 to 2199. */
record CronYearSet(long a, long b, long c, long d) {
    static final CronYearSet ALL = new CronYearSet(-1, -1, -1, (1L << (CronYears.COUNT - 192)) - 1);

    static CronYearSet of(long[] words) {
        return new CronYearSet(words[0], words[1], words[2], words[3]);
    }

    boolean contains(int year) {
        int index = year - CronYears.FIRST;
        return index >= 0 && index < CronYears.COUNT && ((word(index >> 6) >>> index) & 1) != 0;
    }

    /** The first year of the set from a year on; -1 when there is none. */
    int ceiling(int year) {
        int index = Math.max(0, year - CronYears.FIRST);
        for (int i = index >> 6; i < 4; i++) {
            long rest = word(i) & (i == index >> 6 ? -1L << index : -1L);
            if (rest != 0) {
                return CronYears.FIRST + (i << 6) + Long.numberOfTrailingZeros(rest);
            }
        }
        return -1;
    }

    List<Integer> values() {
        List<Integer> values = new ArrayList<>();
        for (int year = ceiling(CronYears.FIRST); year > 0; year = ceiling(year + 1)) {
            values.add(year);
        }
        return values;
    }

    private long word(int index) {
        return switch (index) {
            case 0 -> a;
            case 1 -> b;
            case 2 -> c;
            default -> d;
        };
    }
}
