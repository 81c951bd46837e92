package io.reveille.itests.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.Delivery;
import io.reveille.Misfire;
import io.reveille.itests.torture.Fault.Kind;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A check that finds nothing must be one that can find something. */
class LedgerTest {

    private static final Steady LEAST =
            new Steady("j", "every 2 seconds", Duration.ofSeconds(2), Delivery.AT_LEAST_ONCE, Misfire.ALL);
    private static final Steady MOST =
            new Steady("j", "every 2 seconds", Duration.ofSeconds(2), Delivery.AT_MOST_ONCE, Misfire.ALL);

    @Test
    void whatWasAcknowledgedAndIsThereIsInOrder() {
        assertThat(definitions("00 DEFINING j v=1", "01 DEFINED j v=1", "02 LIFE -", "03 FOUND j v=1", "04 LOOKED -"))
                .isEmpty();
    }

    @Test
    void aCallThatHadNotReturnedMayHaveHadItsEffectOrNot() {
        String[] killed = {"00 DEFINING j v=1", "01 DEFINED j v=1", "02 DEFINING j v=2", "03 KILLED -", "04 LIFE -"};
        assertThat(definitions(killed, "05 FOUND j v=1", "06 LOOKED -")).isEmpty();
        assertThat(definitions(killed, "05 FOUND j v=2", "06 LOOKED -")).isEmpty();
        assertThat(definitions(killed, "05 FOUND j v=3", "06 LOOKED -")).containsExactly(Kind.OUTDATED);
        assertThat(definitions(killed, "06 LOOKED -")).containsExactly(Kind.VANISHED);
    }

    @Test
    void whatTheStoreHasLostIsOfferedAsItWasLast() {
        String[] torn = {"00 DEFINED j v=1", "01 DEFINED j v=2", "02 KILLED -", "02 TORN -", "03 LIFE -"};
        assertThat(definitions(torn, "04 OFFERED j v=2", "05 LOOKED -", "06 FOUND j v=2"))
                .isEmpty();
        assertThat(definitions(torn, "04 FOUND j v=2", "05 LOOKED -")).isEmpty();
        assertThat(definitions(torn, "04 OFFERED j v=1", "05 LOOKED -")).containsExactly(Kind.OUTDATED);
        assertThat(definitions(torn, "05 LOOKED -")).containsExactly(Kind.VANISHED);
    }

    @Test
    void whatTheStoreHasNotLostOrHasAgainIsThere() {
        assertThat(definitions("00 DEFINED j v=1", "02 KILLED -", "03 LIFE -", "04 OFFERED j v=1", "05 LOOKED -"))
                .containsExactly(Kind.VANISHED);
        String[] back = {
            "00 DEFINED j v=1", "01 TORN -", "02 OFFERED j v=1", "03 LOOKED -", "04 FOUND j v=1", "05 LIFE -"
        };
        assertThat(definitions(back, "06 FOUND j v=1", "07 LOOKED -")).isEmpty();
        assertThat(definitions(back, "06 OFFERED j v=1", "07 LOOKED -")).containsExactly(Kind.VANISHED);
    }

    @Test
    void goingBackMayMeetAKill() {
        String[] back = {"00 DEFINED j v=1", "01 DEFINED j v=2", "02 GOING_BACK j v=1", "03 KILLED -", "04 LIFE -"};
        assertThat(definitions(back, "05 FOUND j v=1", "06 LOOKED -")).isEmpty();
        assertThat(definitions(back, "05 FOUND j v=2", "06 LOOKED -")).isEmpty();
        assertThat(definitions(back, "06 LOOKED -")).containsExactly(Kind.VANISHED);
        String[] none = {"00 DEFINED j v=1", "01 DEFINED j v=2", "02 GOING_BACK j", "03 KILLED -", "04 LIFE -"};
        assertThat(definitions(none, "06 LOOKED -")).isEmpty();
        assertThat(definitions(none, "05 OFFERED j v=2", "06 LOOKED -")).isEmpty();
        assertThat(definitions(none, "05 FOUND j v=1", "06 LOOKED -")).containsExactly(Kind.OUTDATED);
    }

    @Test
    void whatAnOperatorChangedLastIsOfferedLikeThatOrAsItWasAcknowledged() {
        String[] edited = {"00 DEFINED j v=1", "01 DEFINED j v=3", "02 GOING_BACK j v=2", "03 KILLED -", "03 TORN -"};
        assertThat(definitions(edited, "04 OFFERED j v=3", "05 LOOKED -")).isEmpty();
        assertThat(definitions(edited, "04 OFFERED j v=2", "05 LOOKED -")).isEmpty();
        assertThat(definitions(edited, "04 OFFERED j v=1", "05 LOOKED -")).containsExactly(Kind.OUTDATED);
        assertThat(definitions(edited, "04 FOUND j v=1", "05 LOOKED -")).containsExactly(Kind.OUTDATED);
        assertThat(definitions("01 GOING_BACK j v=2", "02 DEFINED j v=3", "03 TORN -", "04 OFFERED j v=2"))
                .containsExactly(Kind.OUTDATED);
    }

    @Test
    void aJobThatAnOperatorMadeStandsOnce() {
        String[] made = {"00 DEFINED j v=1", "01 DELETED j", "02 GOING_BACK j v=1", "03 DEFINING j v=2"};
        assertThat(definitions(made, "04 IGNORED j v=2 there=1", "05 DEFINING j v=3", "06 DEFINED j v=3"))
                .isEmpty();
        assertThat(definitions(made, "04 IGNORED j v=2 there=1", "05 DEFINING j v=3", "06 IGNORED j v=3 there=1"))
                .containsExactly(Kind.IGNORED);
        assertThat(definitions(
                        "00 DEFINED j v=1", "02 GOING_BACK j v=1", "03 DEFINING j v=2", "04 IGNORED j v=2 there=1"))
                .containsExactly(Kind.IGNORED);
    }

    /** That the code has been passed over is state, which a kill may lose: of the time between two saves, see persistence.md. */
    @Test
    void aJobThatAnOperatorMadeStandsOnceMoreAfterAKillThatCameBeforeTheNextSave() {
        String[] stood = {
            "00 DEFINED j v=1",
            "01 DELETED j",
            "02 SAVING - seconds=5",
            "02 GOING_BACK j v=1",
            "03 DEFINING j v=2",
            "04 IGNORED j v=2 there=1"
        };
        assertThat(definitions(stood, "08 KILLED -", "09 LIFE -", "10 DEFINING j v=3", "11 IGNORED j v=3 there=1"))
                .isEmpty();
        assertThat(definitions(stood, "09 KILLED -", "10 LIFE -", "10 DEFINING j v=3", "11 IGNORED j v=3 there=1"))
                .containsExactly(Kind.IGNORED);
        assertThat(definitions(stood, "08 LIFE -", "10 DEFINING j v=3", "11 IGNORED j v=3 there=1"))
                .containsExactly(Kind.IGNORED);
        assertThat(definitions(
                        stood,
                        "05 DEFINING j v=3",
                        "06 DEFINED j v=3",
                        "07 KILLED -",
                        "08 LIFE -",
                        "09 DEFINING j v=4",
                        "10 IGNORED j v=4 there=3"))
                .containsExactly(Kind.IGNORED);
    }

    @Test
    void aRunMayOutliveItsDefinition() {
        assertThat(definitions(
                        "00 DEFINED j v=1",
                        "01 GOING_BACK j",
                        "02 START j nominal=2026-01-01T00:00:02Z v=1",
                        "03 LIFE -",
                        "04 OFFERED j v=1",
                        "05 LOOKED -"))
                .isEmpty();
    }

    @Test
    void whatWasDeletedBeforeIsNotOfferedAsMissing() {
        assertThat(definitions(
                        "00 DEFINED j v=1",
                        "01 DELETED j",
                        "02 TORN -",
                        "03 LIFE -",
                        "04 OFFERED j v=1",
                        "05 LOOKED -"))
                .containsExactly(Kind.UNDELETED);
    }

    @Test
    void whatStartsHaveFoundCountsFromThen() {
        assertThat(definitions(
                        "00 DEFINING j v=1",
                        "01 KILLED -",
                        "02 LIFE -",
                        "03 FOUND j v=1",
                        "04 LOOKED -",
                        "05 KILLED -",
                        "06 LIFE -",
                        "07 LOOKED -"))
                .containsExactly(Kind.VANISHED);
    }

    @Test
    void anOlderVersionIsFound() {
        assertThat(definitions(
                        "00 DEFINED j v=1", "01 DEFINING j v=2", "02 DEFINED j v=2", "03 FOUND j v=1", "04 LOOKED -"))
                .containsExactly(Kind.OUTDATED);
    }

    @Test
    void aDeletedJobThatIsThereIsFound() {
        assertThat(definitions("00 DEFINED j v=1", "01 DELETING j", "02 DELETED j", "03 FOUND j v=1", "04 LOOKED -"))
                .containsExactly(Kind.UNDELETED);
    }

    @Test
    void aDefinitionThatIsNotTakenIsFound() {
        assertThat(definitions("00 DEFINED j v=1", "01 DEFINING j v=2", "02 IGNORED j v=2 there=1"))
                .containsExactly(Kind.IGNORED);
    }

    @Test
    void aJobMadeAnewMakesUpForNothing() {
        String[] made = {"00 DEFINED j v=1", "01 DELETED j", "10 DEFINING j v=2", "10 DEFINED j v=2"};
        assertThat(definitions(made, "12 START j nominal=2026-01-01T00:00:12Z")).isEmpty();
        assertThat(definitions(made, "12 START j nominal=2026-01-01T00:00:10Z")).containsExactly(Kind.EARLY);
    }

    @Test
    void twoStartsOfWhatIsToBeAtMostOnceAreFound() {
        assertThat(kinds(RunLedger.checkTwice(witness(start(2), start(4), start(2)))))
                .isEmpty();
        assertThat(kinds(RunLedger.checkTwice(witness(
                        start(2) + " delivery=AT_MOST_ONCE",
                        start(4),
                        "08 KILLED -",
                        start(2) + " delivery=AT_MOST_ONCE"))))
                .containsExactly(Kind.TWICE);
    }

    @Test
    void eachOccurrenceHasARunThatEnded() {
        String[] runs = {start(2), end(2, 0), start(4), "05 KILLED -", start(4), end(4, 1), start(6), end(6, 1)};
        assertThat(runs(LEAST, runs, "13 FOUND j runs=3")).isEmpty();
        assertThat(runs(LEAST, runs, "18 FOUND j runs=3")).containsExactly(Kind.ZERO);
        assertThat(runs(LEAST, new String[] {start(2), end(2, 0), start(4), end(4, 0), start(6)}, "13 FOUND j"))
                .as("one that was cut off and did not run again")
                .containsExactly(Kind.ZERO);
    }

    @Test
    void oneRunMayMakeUpForSeveral() {
        assertThat(runs(LEAST, new String[] {start(2), end(2, 0), start(8), end(8, 3)}, "15 FOUND j"))
                .isEmpty();
        assertThat(runs(LEAST, new String[] {start(2), end(2, 0), start(8), end(8, 2)}, "15 FOUND j"))
                .containsExactly(Kind.ZERO);
    }

    @Test
    void anOccurrenceThatIsAtMostOnceMayBeAbandonedButNotForgotten() {
        String[] runs = {start(2), start(6), start(8)};
        assertThat(runs(MOST, runs, "15 FOUND j runs=4")).isEmpty();
        assertThat(runs(MOST, runs, "15 FOUND j runs=3")).containsExactly(Kind.ZERO);
    }

    @Test
    void whatFallsIntoAQuarantineIsDropped() {
        assertThat(runs(
                        LEAST,
                        new String[] {start(2), end(2, 0), start(4), "09 RESUMED j", start(10), end(10, 0)},
                        "17 FOUND j"))
                .isEmpty();
    }

    @Test
    void aRhythmThatJumpsIsFound() {
        assertThat(runs(LEAST, new String[] {start(2), end(2, 0), start(5), end(5, 2)}, "10 FOUND j"))
                .contains(Kind.JUMPED);
    }

    @Test
    void whatEndedLongBeforeTheKillMustBeKnown() {
        String[] life = {"00 SAVING - seconds=1", end(2, 0) + " done=1", end(4, 0) + " done=2", "07 KILLED -"};
        assertThat(counts(life, "08 FOUND j runs=2")).isEmpty();
        assertThat(counts(life, "08 FOUND j runs=1")).containsExactly(Kind.FORGOTTEN);
        assertThat(counts(life, "08 START j done=1")).containsExactly(Kind.FORGOTTEN);
        assertThat(counts(life, "08 FOUND j runs=3")).containsExactly(Kind.INVENTED);
    }

    @Test
    void whatEndedJustBeforeTheKillMayBeForgotten() {
        String[] life = {"00 SAVING - seconds=1", end(2, 0) + " done=1", end(4, 0) + " done=2", "05 KILLED -"};
        assertThat(counts(life, "08 FOUND j runs=1")).isEmpty();
        assertThat(counts(life, "08 FOUND j runs=0")).containsExactly(Kind.FORGOTTEN);
    }

    @Test
    void aJobThatEndedBetweenTwoCrashesIsNotToBlame() {
        String[] lives = {end(2, 0), "04 KILLED -", "06 KILLED -", "08 KILLED -"};
        assertThat(counts(lives, "09 RESUMED j")).isEmpty();
        assertThat(counts(new String[] {"01 KILLED -", end(2, 0), "04 KILLED -", "06 KILLED -"}, "09 RESUMED j"))
                .containsExactly(Kind.BLAMED);
    }

    private static String start(int second) {
        return String.format("%02d START j nominal=2026-01-01T00:00:%02dZ", second, second);
    }

    private static String end(int second, int missed) {
        return String.format("%02d END j nominal=2026-01-01T00:00:%02dZ missed=%d", second, second, missed);
    }

    private static List<Kind> definitions(String... lines) {
        return kinds(DefinitionLedger.check(witness(lines)));
    }

    private static List<Kind> definitions(String[] lines, String... more) {
        return definitions(Stream.of(lines, more).flatMap(Stream::of).toArray(String[]::new));
    }

    private static List<Kind> runs(Steady job, String[] lines, String end) {
        return kinds(RunLedger.check(
                job, witness(Stream.concat(Stream.of(lines), Stream.of(end)).toArray(String[]::new))));
    }

    private static List<Kind> counts(String[] lines, String end) {
        return kinds(CountLedger.check(
                LEAST, witness(Stream.concat(Stream.of(lines), Stream.of(end)).toArray(String[]::new))));
    }

    private static List<Kind> kinds(List<Fault> faults) {
        return faults.stream().map(Fault::kind).toList();
    }

    /** Lines that begin with the second of the minute. */
    private static List<Entry> witness(String... lines) {
        return Stream.of(lines)
                .map(line -> Entry.parse("2026-01-01T00:00:" + line.replaceFirst(" ", ".5Z ")))
                .toList();
    }
}
