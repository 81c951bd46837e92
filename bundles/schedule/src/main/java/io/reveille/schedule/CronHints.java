package io.reveille.schedule;

/** Hints for habits from other cron dialects: the text to write instead. */
final class CronHints {
    static final String CAPITAL_L = "a capital \"L\"";
    static final String STAR = "\"*\", for \"?\" stands only in the two day fields";

    private CronHints() {}

    /** A hint where a part of a field is over and the field goes on. */
    static String tail(CronFieldParser.Kind kind, String text, int at) {
        char before = text.charAt(at - 1);
        char next = text.charAt(at);
        if (kind == CronFieldParser.Kind.DAY && before == 'L' && next == 'W') {
            return "\"L\" alone; for the last weekday write \"every month on last weekday\"";
        }
        if (kind == CronFieldParser.Kind.DAY && before == 'L' && next == '-') {
            return "\"L\" alone; days before the last one have no pattern";
        }
        if (kind == CronFieldParser.Kind.WEEKDAY && next == 'l') {
            return CAPITAL_L;
        }
        if (kind == CronFieldParser.Kind.DAY && next == 'w') {
            return "a capital \"W\"";
        }
        boolean named = kind.hasNames() && Character.isLetter(before) && Character.isLetter(next);
        return named
                ? "the first three letters of a name: write " + Ascii.upper(text.substring(at - 3, at))
                : "\",\" or the end of the field";
    }

    /** A hint for a step behind a single number, which Quartz reads as a start. */
    static String step(CronFieldParser.Kind kind, int low, String text, int slash) {
        int to = slash + 1;
        while (to < text.length() && Ascii.isDigit(text.charAt(to))) {
            to++;
        }
        String range = low == kind.min() ? "*" : low + "-" + kind.max();
        String step = to == slash + 1 ? "5" : text.substring(slash + 1, to);
        return "a step only after \"*\" or a range: write " + range + "/" + step;
    }

    /** A hint for a range that goes down: it would have to go over the end of the day, the week or the year. */
    static String range(CronFieldParser.Kind kind, int low, int high, boolean named) {
        boolean week = kind == CronFieldParser.Kind.WEEKDAY;
        int from = week && low == 7 ? 0 : low;
        String wrapped;
        if (from <= high) {
            wrapped = span(kind, from, high, named);
        } else {
            int first = week ? 1 : kind.min(); // Sunday is in the part before
            String rest = high < first ? "" : "," + span(kind, first, high, named);
            wrapped = span(kind, from, kind.max(), named) + rest;
        }
        return "a range that goes up: write " + wrapped;
    }

    private static String span(CronFieldParser.Kind kind, int low, int high, boolean named) {
        String from = kind.print(low, named);
        return low == high ? from : from + "-" + kind.print(high, named);
    }
}
