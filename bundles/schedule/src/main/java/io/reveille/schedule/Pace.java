package io.reveille.schedule;

/**
 * The clock that a schedule goes by, as its text says it: binding a relative schedule to its definition does not change it.
 *
 * @param elapsed whether its occurrences are so much elapsed time apart from each other, or from the definition
 * @param followsClock whether the wall clock says when they are
 * @param endsByClock whether the wall clock says when there are no more
 */
record Pace(boolean elapsed, boolean followsClock, boolean endsByClock) {
    static Pace of(Rule rule, Terms terms) {
        boolean within = terms.window() != null
                || (terms.starting() != null && !terms.starting().isElapsed());
        boolean follows = !rule.isEvent() && (within || !rule.isElapsed());
        boolean ends = follows || (terms.until() != null && !terms.until().isElapsed());
        // A window only admits or drops a single occurrence, so "once in" stays elapsed with one.
        return new Pace(rule.isElapsed() && (rule.isRelative() || !within), follows, ends);
    }
}
