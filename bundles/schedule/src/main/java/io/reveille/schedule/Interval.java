package io.reveille.schedule;

/** A recurrence that counts units; the kinds differ in what a unit is and where it starts. */
sealed interface Interval extends Chain permits ElapsedInterval, ClockInterval, DayInterval {
    int interval();

    Unit unit();

    /** The same rule with another number of units, for random intervals. */
    Interval withInterval(int number);

    /** What follows the unit in the text: nothing, or the time and the zone with a space in front. */
    String clauses();

    /** What follows the unit in a sentence. */
    String describeClauses();

    @Override
    default String describe() {
        return "Every " + unit().each(interval()) + describeClauses();
    }

    static String text(Interval rule) {
        return "every " + rule.unit().each(rule.interval()) + rule.clauses();
    }

    static void check(int interval, Unit unit) {
        if (interval < 1 || interval > unit.max()) {
            throw new IllegalArgumentException(
                    "cannot schedule every " + unit.count(interval) + ": expected " + unit.expectedInterval());
        }
    }
}
