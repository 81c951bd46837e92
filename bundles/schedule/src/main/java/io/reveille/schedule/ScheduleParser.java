package io.reveille.schedule;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Reads the schedule language: which rule, then what may follow it, in any order and each once. */
final class ScheduleParser {
    private static final String EXPECTED = "\"every\", \"once\", \"cron\", \"after\" or a nickname such as @daily";
    private static final List<String> FORMS = List.of("every", "once", "cron", "after");
    private static final String END = "the end of the schedule";
    private static final List<String> MODIFIERS =
            List.of("at", "in", "on", "between", "starting", "until", "times", "within", "spread", "nowake");

    private final TextCursor cursor;

    private ScheduleParser(TextCursor cursor) {
        this.cursor = cursor;
    }

    static Schedule parse(String text, ZoneId defaultZone) {
        ScheduleParser parser = new ScheduleParser(TextCursor.of(text));
        ScheduleDraft draft = parser.rule();
        while (!parser.cursor.atEnd()) {
            draft = parser.modifier(draft);
        }
        return draft.toSchedule(defaultZone);
    }

    private ScheduleDraft rule() {
        if (cursor.take("every")) {
            return EveryParser.parse(cursor);
        }
        if (cursor.take("once")) {
            return OnceParser.parse(cursor);
        }
        if (cursor.is("cron")) {
            return cron(cursor.end());
        }
        if (cursor.startsWith('@')) {
            return cron(cursor.start());
        }
        if (cursor.take("after")) {
            return after();
        }
        String rest = cursor.text().substring(cursor.start());
        String meant = cursor.atEnd() ? "" : readable("cron " + rest, "every " + rest);
        throw meant.isEmpty() ? cursor.expected(EXPECTED, FORMS) : cursor.expectedPerhaps(EXPECTED, meant);
    }

    /** The first of the texts that is a schedule; empty if none is. */
    private static String readable(String... texts) {
        return Arrays.stream(texts)
                .filter(text -> !canonical(text).isEmpty())
                .findFirst()
                .orElse("");
    }

    /** A schedule in canonical words; empty if the text is none. */
    static String canonical(String text) {
        try {
            return Schedule.parse(text).toString();
        } catch (ScheduleSyntaxException unreadable) {
            return "";
        }
    }

    /** A pattern has its own blanks and commas: it is taken as it stands, up to the first modifier. */
    private ScheduleDraft cron(int from) {
        cursor.moveTo(from);
        int start = cursor.start();
        int end = start;
        while (!cursor.atEnd() && !isModifier()) {
            end = cursor.end();
            cursor.next();
        }
        if (end - start > Limits.CRON_LENGTH) {
            throw cursor.expected("a pattern of at most " + Limits.CRON_LENGTH + " characters", start);
        }
        return CronTextParser.read(cursor.text(), start, end);
    }

    private boolean isModifier() {
        for (String word : MODIFIERS) {
            if (cursor.is(word)) {
                return true;
            }
        }
        return false;
    }

    private ScheduleDraft after() {
        int place = cursor.start();
        String job = cursor.startsWith('"') ? unquoted(cursor.word()) : "";
        if (!Predecessor.isName(job)) {
            throw cursor.expected(Predecessor.EXPECTED, place);
        }
        cursor.next();
        for (Predecessor.Ending ending : Predecessor.Ending.values()) {
            if (cursor.take(ending.word())) {
                return ScheduleDraft.of(new EventRule(new Predecessor(job, ending)));
            }
        }
        return ScheduleDraft.of(new EventRule(new Predecessor(job, Predecessor.Ending.SUCCEEDS)));
    }

    /** The text between the quotes; empty, which is no name, when the second quote is missing. */
    private static String unquoted(String word) {
        StringBuilder job = new StringBuilder();
        for (int i = 1; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c == '"') {
                return job.toString();
            }
            if (c == '\\' && i + 1 < word.length()) {
                c = word.charAt(++i);
            }
            job.append(c);
        }
        return "";
    }

    private ScheduleDraft modifier(ScheduleDraft draft) {
        Terms terms = draft.terms();
        if (draft.at() == null && cursor.is("at")) {
            return at(draft);
        }
        if (draft.zone() == null && cursor.take("in")) {
            return draft.withZone(zone());
        }
        if (draft.weeks() > 0 && cursor.take("on")) {
            return draft.onDays(WeekDays.read(cursor));
        }
        if (terms.window() == null && cursor.take("between")) {
            return draft.withTerms(terms.withWindow(window()));
        }
        if (terms.starting() == null && cursor.take("starting")) {
            return draft.withTerms(terms.withStarting(Moment.read(cursor)));
        }
        if (terms.until() == null && cursor.take("until")) {
            return draft.withTerms(terms.withUntil(Moment.read(cursor)));
        }
        if (terms.times() == 0 && cursor.take("times")) {
            return draft.withTerms(terms.withTimes(Amount.readNumber(cursor, 1)));
        }
        if (terms.tolerance().isZero() && cursor.take("within")) {
            return draft.withTerms(terms.withTolerance(Amount.readDuration(cursor)));
        }
        if (terms.spread().isZero() && cursor.take("spread")) {
            return draft.withTerms(terms.withSpread(spread()));
        }
        if (!terms.noWake() && cursor.take("nowake")) {
            return draft.withTerms(terms.withNoWake());
        }
        throw cursor.expected(END, possible(draft));
    }

    private static List<String> possible(ScheduleDraft draft) {
        List<String> words = new ArrayList<>(MODIFIERS);
        if (draft.unit() == null || draft.unit() == Unit.SECOND || draft.at() != null) {
            words.remove("at");
        }
        if (draft.weeks() == 0) {
            words.remove("on");
        }
        return words;
    }

    private ScheduleDraft at(ScheduleDraft draft) {
        Unit unit = draft.unit();
        if (unit == null || unit == Unit.SECOND) {
            throw cursor.expected(unit == null ? END : AtTime.expected(unit));
        }
        cursor.next();
        LocalTime at = AtTime.parse(cursor.word(), unit);
        if (at == null) {
            throw cursor.expectedPerhaps(AtTime.expected(unit), unit.isClock() ? "" : AtTime.meant(cursor.word()));
        }
        cursor.next();
        return draft.withAt(at);
    }

    private ZoneId zone() {
        ZoneId zone = Zones.parse(cursor.word());
        if (zone == null) {
            throw cursor.expectedPerhaps(Zones.EXPECTED, Zones.meant(cursor.word()));
        }
        cursor.next();
        return zone;
    }

    private Window window() {
        LocalTime from = timeOfDay(false);
        if (!cursor.take("and")) {
            throw cursor.expected("\"and\"", List.of("and"));
        }
        int place = cursor.start();
        LocalTime to = timeOfDay(true);
        if (to.equals(from)) {
            throw cursor.expected(Window.EXPECTED, place);
        }
        Set<DayOfWeek> days = cursor.take("on") ? WeekDays.read(cursor) : Window.ALL_DAYS;
        return new Window(from, to, days);
    }

    private LocalTime timeOfDay(boolean end) {
        LocalTime time = end ? Window.parseEnd(cursor.word()) : AtTime.parse(cursor.word(), Unit.DAY);
        if (time == null) {
            throw cursor.expectedPerhaps(AtTime.expected(Unit.DAY), AtTime.meant(cursor.word()));
        }
        cursor.next();
        return time;
    }

    private Duration spread() {
        if (!cursor.take("over")) {
            throw cursor.expected("\"over\"", List.of("over"));
        }
        return Amount.readDuration(cursor);
    }
}
