package io.reveille.schedule;

/** Reads the five to seven fields of a cron pattern, by the Open Cron Pattern Specification 1.4. */
final class CronParser {
    private static final String COUNT = "5 fields (minute hour day month weekday), 6 (second first) or 7 (year last)";

    private static final String PLAIN = "a plain character, with spaces or tabs between the fields";

    private final String text;
    private final int[] starts = new int[7];
    private final int[] ends = new int[7];
    private int fields;

    private CronParser(String text) {
        this.text = text;
    }

    /**
     * The fields in a part of a text.
     *
     * @throws ScheduleSyntaxException when they are not a pattern; it shows the whole text
     */
    static CronFields parse(String text, int from, int to) {
        CronParser parser = new CronParser(text);
        parser.split(from, to);
        return parser.fields();
    }

    private void split(int from, int to) {
        int i = from;
        while (true) {
            while (i < to && isBlank(text.charAt(i))) {
                i++;
            }
            if (i == to) {
                break;
            }
            if (fields == 7) {
                throw ScheduleSyntaxException.expected(text, i, "no eighth field", "");
            }
            starts[fields] = i;
            while (i < to && !isBlank(text.charAt(i))) {
                if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                    throw ScheduleSyntaxException.expected(text, i, PLAIN, "");
                }
                i++;
            }
            ends[fields++] = i;
        }
        if (fields < 5) {
            throw ScheduleSyntaxException.expected(text, fields == 0 ? to : ends[fields - 1], COUNT, "");
        }
    }

    static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private CronFields fields() {
        int first = fields == 5 ? 0 : 1;
        CronFieldParser second = first == 0 ? null : read(CronFieldParser.Kind.SECOND, 0);
        CronFieldParser minute = read(CronFieldParser.Kind.MINUTE, first);
        CronFieldParser hour = read(CronFieldParser.Kind.HOUR, first + 1);
        CronFieldParser day = read(CronFieldParser.Kind.DAY, first + 2);
        CronFieldParser month = read(CronFieldParser.Kind.MONTH, first + 3);
        CronFieldParser weekday = read(CronFieldParser.Kind.WEEKDAY, first + 4);
        CronDays days = new CronDays(
                (int) day.bits(),
                day.last(),
                day.nearest(),
                day.restricted(),
                (int) ((weekday.bits() & 127) | (weekday.bits() >> 7)),
                weekday.nths(),
                weekday.lasts(),
                weekday.restricted(),
                weekday.both());
        return new CronFields(
                second == null ? 1 : second.bits(),
                minute.bits(),
                (int) hour.bits(),
                text.charAt(starts[first + 1]) == '*',
                days,
                (int) month.bits(),
                fields == 7 ? CronYearSet.of(read(CronFieldParser.Kind.YEAR, 6).years()) : CronYearSet.ALL);
    }

    private CronFieldParser read(CronFieldParser.Kind kind, int field) {
        CronFieldParser read = new CronFieldParser(kind, text, starts[field], ends[field]);
        read.read();
        return read;
    }
}
