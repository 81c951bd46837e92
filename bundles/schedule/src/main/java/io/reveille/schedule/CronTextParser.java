package io.reveille.schedule;

import java.util.ArrayList;
import java.util.List;

/** Reads a cron pattern or a nickname, and puts the pattern into its canonical form. */
final class CronTextParser {
    private static final String EVERY = "@every"; // a nickname of other dialects, followed by a duration
    private static final String ALONE = "nothing but the nickname";

    private CronTextParser() {}

    /** Reads a text that is a pattern or a nickname. */
    static ScheduleDraft read(String pattern) {
        if (pattern.length() > Limits.CRON_LENGTH) {
            throw ScheduleSyntaxException.expected(
                    pattern, Limits.CRON_LENGTH, "at most " + Limits.CRON_LENGTH + " characters", "");
        }
        return read(pattern, 0, pattern.length());
    }

    /** Reads a pattern or a nickname, which stands alone, from a part of a text. */
    static ScheduleDraft read(String text, int from, int to) {
        int start = from;
        while (start < to && CronParser.isBlank(text.charAt(start))) {
            start++;
        }
        if (start < to && text.charAt(start) == '@') {
            return nickname(text, start, to);
        }
        CronFields fields = CronParser.parse(text, start, to);
        String pattern = canonical(text, start, to);
        return ScheduleDraft.of((at, zone) -> new CronRule(pattern, fields, zone), null);
    }

    private static ScheduleDraft nickname(String text, int start, int to) {
        int end = start;
        while (end < to && !CronParser.isBlank(text.charAt(end))) {
            end++;
        }
        String name = text.substring(start, end);
        String pattern = CronRule.NICKNAMES.get(name);
        if (pattern == null && !name.equals(EventRule.REBOOT)) {
            List<String> names = new ArrayList<>(CronRule.NICKNAMES.keySet());
            names.add(EventRule.REBOOT);
            names.sort(null);
            String interval = name.equals(EVERY) ? ScheduleParser.canonical(text.substring(start + 1)) : "";
            throw ScheduleSyntaxException.expected(
                    text,
                    start,
                    "one of " + String.join(", ", names) + ", in small letters",
                    interval.isEmpty() ? Nearest.to(name, new Nearest.Words(names)) : interval);
        }
        for (int i = end; i < to; i++) {
            if (!CronParser.isBlank(text.charAt(i))) {
                throw ScheduleSyntaxException.expected(text, i, ALONE, "");
            }
        }
        if (pattern == null) {
            return ScheduleDraft.of(new EventRule(null));
        }
        CronFields fields = CronParser.parse(pattern, 0, pattern.length());
        return ScheduleDraft.of((at, zone) -> new CronRule(name, fields, zone), null);
    }

    /** The pattern in capitals, with one blank between fields. */
    private static String canonical(String text, int from, int to) {
        StringBuilder pattern = new StringBuilder();
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (!CronParser.isBlank(c)) {
                pattern.append(Ascii.upper(c));
            } else if (i + 1 < to && !CronParser.isBlank(text.charAt(i + 1))) {
                pattern.append(' ');
            }
        }
        return pattern.toString();
    }
}
