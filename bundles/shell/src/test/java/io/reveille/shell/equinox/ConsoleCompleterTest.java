package io.reveille.shell.equinox;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.ScheduleService;
import io.reveille.shell.Completion;
import io.reveille.testing.ManualScheduler;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConsoleCompleterTest {

    private final ManualScheduler gateway = new ManualScheduler();
    private final ScheduleService scheduler = gateway.scheduler();
    private final ConsoleCompleter completer = new ConsoleCompleter(new Completion(() -> scheduler));

    @BeforeEach
    void someJobs() {
        scheduler.schedule("every hour").named("poll").run("scan");
        scheduler.schedule("every hour").named("night upload").run("send");
        scheduler.schedule("every hour").named("Zähler lesen").run("send");
    }

    /** The candidates where the cursor stands at the end. */
    private Map<String, Integer> at(String line) {
        return completer.getCandidates(line, line.length());
    }

    @Test
    void whatBeginsSoIsProposedWithThePlaceOfItsBeginning() {
        assertThat(at("reveille:explain po")).isEqualTo(Map.of("poll", 17));
        assertThat(at("explain po")).isEqualTo(Map.of("poll", 8));
        assertThat(at("reveille:explain x")).isEmpty();
        assertThat(at("reveille:explain ")).containsOnlyKeys("poll", "\"night upload\"", "\"Zähler lesen\"");
    }

    @Test
    void aNameWithBlanksIsProposedInTheQuotesThatItNeeds() {
        assertThat(at("reveille:explain \"nig")).isEqualTo(Map.of("\"night upload\"", 17));
        assertThat(at("reveille:explain \"night up")).isEqualTo(Map.of("\"night upload\"", 17));
        assertThat(at("reveille:explain 'night up")).isEqualTo(Map.of("'night upload'", 17));
        assertThat(at("reveille:explain \"po")).isEqualTo(Map.of("\"poll\"", 17));
        assertThat(at("reveille:explain nig"))
                .as("quotes cannot be set before it")
                .isEmpty();
    }

    @Test
    void theWordsBeforeTheCursorCount() {
        assertThat(at("reveille:jobs -s hel")).isEqualTo(Map.of("held", 17));
        assertThat(at("reveille:edit \"night upload\" sched")).isEqualTo(Map.of("schedule=", 29));
        assertThat(at("reveille:jobs | reveille:explain po")).isEqualTo(Map.of("poll", 33));
        assertThat(at("reveille:power; reveille:explain po")).isEqualTo(Map.of("poll", 33));
        assertThat(completer.getCandidates("reveille:explain po -x", 19)).containsOnlyKeys("poll");
    }

    @Test
    void namesOfCommandsAreLeftToTheConsole() {
        assertThat(at("")).isEmpty();
        assertThat(at("reveille:jo")).isEmpty();
        assertThat(at("ss po")).isEmpty();
    }

    /** The console gives the place of the cursor in bytes. */
    @Test
    void aCursorBehindTheEndIsAtTheEnd() {
        String line = "reveille:explain \"Zä";

        assertThat(completer.getCandidates(line, line.length() + 1)).isEqualTo(Map.of("\"Zähler lesen\"", 17));
    }

    @Test
    void commandsAreKnownInAnyLetters() {
        assertThat(at("reveille:bringback ")).isEmpty();

        scheduler.job("poll").orElseThrow().cancel();

        assertThat(at("reveille:bringback ")).containsOnlyKeys("poll");
    }
}
