package io.reveille.core.changes;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A job as it must be, whether it has a definition or not.
 *
 * @param schedule the schedule of the definition; null: there is none
 * @param incarnation a number that is another one once the name stands for another job
 * @param nextIsAnother whether a job that is made under the name, once this one is gone, is another one
 * @param offered the schedule of the definition that can be brought back; null: none, or one that is not known yet
 * @param offeredAfterKill the schedules of those of which one can be brought back if the definition is gone after a kill
 * @param mayBeForgotten whether it may be, after a kill, that none can be brought back
 * @param owner whose code the job is, empty for none; null: not known
 * @param given the schedule that its owner gave last; empty if not known
 */
record ExpectedJob(
        @Nullable String schedule,
        int incarnation,
        boolean nextIsAnother,
        @Nullable String offered,
        Set<String> offeredAfterKill,
        boolean mayBeForgotten,
        @Nullable String owner,
        String given) {

    /** A name that no job has had. */
    static final ExpectedJob NEVER = new ExpectedJob(null, 0, true, null, Set.of(), true, "", "");

    boolean isThere() {
        return schedule != null;
    }

    /** After {@code define}, or an import if the job is there. */
    ExpectedJob defined(String text, int next) {
        boolean isAnother = !isThere() && nextIsAnother;
        return new ExpectedJob(
                text,
                isAnother ? next : incarnation,
                nextIsAnother,
                null,
                Set.of(text),
                false,
                isAnother ? "" : owner,
                isAnother ? "" : given);
    }

    /** After {@code run} by this bundle. */
    ExpectedJob made(String bundle, String text, int next) {
        return defined(text, next).of(bundle, text);
    }

    /** After an import: one that is not there is another job, with the state and the owner of the document. */
    ExpectedJob imported(String text, int next) {
        ExpectedJob after = defined(text, next);
        return isThere() ? after : new ExpectedJob(text, next, nextIsAnother, null, Set.of(text), false, null, "");
    }

    /** After {@code bringBack}: the job belongs to the code that it belonged to. */
    ExpectedJob broughtBack(String text, int next) {
        return defined(text, next).of(owner, given);
    }

    /** After {@code cancel}; what was never saved need not be offered after a kill. */
    ExpectedJob cancelled(boolean neverSaved) {
        return schedule == null
                ? this
                : new ExpectedJob(null, incarnation, true, schedule, Set.of(schedule), neverSaved, owner, given);
    }

    /**
     * After an operator has put a definition there.
     *
     * @param isSaved whether it is on record by now
     */
    ExpectedJob put(String text, int next, boolean isSaved) {
        Set<String> known = new TreeSet<>(isSaved ? Set.of() : offeredAfterKill);
        known.add(text);
        return defined(text, next).offering(null, known, !isSaved && mayBeForgotten);
    }

    /** After an operator, or a disk, has removed the definition: a job that is made under the name goes on. */
    ExpectedJob removed(boolean isSaved, boolean neverSaved) {
        return schedule == null
                ? this
                : new ExpectedJob(
                        null,
                        incarnation,
                        false,
                        schedule,
                        isSaved ? Set.of(schedule) : offeredAfterKill,
                        mayBeForgotten || neverSaved,
                        owner,
                        given);
    }

    /** Once all is saved. */
    ExpectedJob settled() {
        String last = isThere() ? schedule : offered;
        return offering(
                offered, last == null ? Set.of() : Set.of(last), last == null || (!isThere() && mayBeForgotten));
    }

    /** With an owner that is not known: an edit whose effects a kill may have cut off. */
    ExpectedJob ofAnybody() {
        return of(null, "");
    }

    /** With the owner that was seen, if it was not known. */
    ExpectedJob seenOf(String seen) {
        return owner == null ? of(seen, "") : this;
    }

    /** After a start at which the definition was gone and this one could be brought back; null: none could. */
    ExpectedJob seenOffered(@Nullable String text) {
        return offering(text, text == null ? Set.of() : Set.of(text), text == null || mayBeForgotten);
    }

    private ExpectedJob offering(@Nullable String text, Set<String> afterKill, boolean forgotten) {
        return new ExpectedJob(schedule, incarnation, nextIsAnother, text, afterKill, forgotten, owner, given);
    }

    private ExpectedJob of(@Nullable String bundle, String text) {
        return new ExpectedJob(
                schedule, incarnation, nextIsAnother, offered, offeredAfterKill, mayBeForgotten, bundle, text);
    }

    @Override
    public String toString() {
        String whose = owner == null ? "anybody" : owner.isEmpty() ? "nobody" : owner;
        return isThere()
                ? schedule + " of " + whose
                : "none, offered " + offered + ", after a kill one of " + offeredAfterKill
                        + (mayBeForgotten ? " or none" : "");
    }
}
