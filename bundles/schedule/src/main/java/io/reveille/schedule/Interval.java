package io.reveille.schedule;

/** A recurrence that counts units; the kinds differ in what a unit is and where it starts. */
sealed interface Interval extends Rule permits ElapsedInterval, ClockInterval, DayInterval {
    int interval();

    Unit unit();

    /** The same rule with another number of units, for random intervals. */
    Interval withInterval(int number);

    /** The part of the text behind the unit: empty, or the time with a space in front. */
    String clauses();

    /** The part of the sentence behind the unit. */
    String describeClauses();

    @Override
    default InWindow inWindow() {
        boolean withinADay = unit().isClock() && (long) interval() * unit().seconds() <= Unit.DAY.seconds();
        return withinADay ? InWindow.STARTS_ANEW : InWindow.WAITS;
    }

    @Override
    default String sentence() {
        return "Every " + unit().each(interval()) + describeClauses();
    }

    @Override
    default String text() {
        return "every " + unit().each(interval()) + clauses();
    }

    static void check(int interval, Unit unit) {
        if (interval < 1 || interval > unit.max()) {
            throw new IllegalArgumentException(
                    "cannot schedule every " + unit.count(interval) + ": expected " + unit.expectedInterval());
        }
    }
}
