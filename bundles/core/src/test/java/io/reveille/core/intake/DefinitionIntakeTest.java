package io.reveille.core.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.BrokenDefinition;
import io.reveille.JobDefinition;
import io.reveille.JobDefinitionException;
import io.reveille.spi.StoredDefinition;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.slf4j.event.SubstituteLoggingEvent;
import org.slf4j.helpers.SubstituteLogger;

class DefinitionIntakeTest {

    private static final StoredDefinition BROKEN = new StoredDefinition("a", false, Map.of("name", "poll"));

    private final List<String> told = new ArrayList<>();
    private final Queue<SubstituteLoggingEvent> lines = new ArrayDeque<>();
    private final Definitions definitions = new Definitions();
    private final DefinitionIntake intake = new DefinitionIntake(
            new DefinitionCodec(ZoneOffset.UTC),
            definitions,
            new DefinitionIntake.Sink() {
                @Override
                public void defined(Candidate candidate, Optional<String> standsInFor) {
                    told.add(candidate.source());
                }

                @Override
                public void undefined(String job, boolean deleted) {
                    told.add(job + (deleted ? " deleted" : " gone"));
                }
            },
            Succession.FREE,
            new SubstituteLogger("intake", lines, false));

    @Test
    void ofTwoTheCanonicalOneCounts() {
        intake.stored(stored("a-console", false, "poll"));
        intake.stored(stored("z-canonical", true, "poll"));

        assertThat(best()).isEqualTo("z-canonical");
        assertThat(intake.broken()).singleElement().satisfies(broken -> {
            assertThat(broken.source()).isEqualTo("a-console");
            assertThat(broken.reason()).contains("z-canonical", "rename or delete this one");
        });
    }

    @Test
    void whatLiesWhereNoDefinitionDoesIsShownAndInNobodysWay() {
        Map<String, Object> properties = stored("x", false, "poll").properties();
        intake.stored(new StoredDefinition("x", false, properties, "The configuration x is no job; rename the file."));

        assertThat(told).isEmpty();
        assertThat(definitions.named("poll")).isEmpty();
        assertThat(intake.broken()).singleElement().satisfies(broken -> {
            assertThat(broken.source()).isEqualTo("x");
            assertThat(broken.reason()).contains("rename the file");
        });
        intake.check(Optional.empty(), read(properties));

        intake.stored(stored("z", false, "poll"));
        assertThat(best()).isEqualTo("z");
        intake.gone("x");
        assertThat(intake.broken()).isEmpty();
        assertThat(best()).isEqualTo("z");
    }

    @Test
    void elseTheSmallestIdCountsInWhateverOrderTheyCome() {
        intake.stored(stored("b", false, "poll"));
        intake.stored(stored("a", false, "poll"));
        intake.stored(stored("c", false, "poll"));

        assertThat(best()).isEqualTo("a");
        assertThat(intake.broken()).extracting(BrokenDefinition::source).containsExactly("b", "c");
    }

    @Test
    void aDefinitionThatComesAgainIsHeldOnce() {
        intake.stored(stored("a", true, "poll"));
        Candidate first = definitions.best("poll").orElseThrow();

        intake.stored(stored("a", true, "poll"));
        assertThat(definitions.best("poll").orElseThrow()).isSameAs(first);
        assertThat(definitions.all()).hasSize(1);

        intake.stored(stored("a", false, "poll"));
        assertThat(definitions.best("poll").orElseThrow().isCanonical()).isFalse();
    }

    @Test
    void eachThatNewlyDoesNotCountHasALineInTheLog() {
        intake.stored(stored("b", false, "poll"));
        assertThat(lines).isEmpty();

        intake.stored(stored("a", false, "poll"));
        assertThat(losers()).containsExactly("b");
        intake.stored(stored("c", false, "poll"));
        assertThat(losers()).containsExactly("c");
        intake.stored(stored("c", false, "poll"));
        assertThat(losers()).as("the same again").isEmpty();
        intake.stored(stored("z", true, "poll"));
        assertThat(losers()).containsExactly("a");
        intake.gone("z");
        assertThat(losers()).as("those that lose to another now").isEmpty();
        intake.stored(stored("z", true, "poll"));
        assertThat(losers()).containsExactly("a");
        intake.stored(stored("z", false, "poll"));
        assertThat(losers()).containsExactly("z");
    }

    @Test
    void ofThoseThatAreThereAtAStartOnlyTheOneThatCountsIsToldOf() {
        intake.stored(List.of(
                stored("c", false, "poll"),
                stored("b", false, "scan"),
                stored("a", false, "poll"),
                stored("z", true, "poll")));

        assertThat(told).containsExactly("z", "b");
        assertThat(losers()).containsExactly("c", "a");
    }

    @Test
    void aLoserThatComesChangesOrGoesIsNoNews() {
        intake.stored(stored("a", false, "poll"));
        intake.stored(stored("b", false, "poll"));
        intake.stored(new StoredDefinition(
                "b", false, Map.of("name", "poll", "schedule", "every 5 seconds", "handler", "modbus")));
        intake.gone("b");

        assertThat(told).containsExactly("a");
    }

    @Test
    void ofTwoServicesOfOneNameTheBundleDecidesNotTheirNumbers() {
        Map<String, Object> poll = stored("", true, "poll").properties();
        intake.carried("service 9", "b", poll);
        intake.carried("service 10", "a", poll);
        assertThat(best()).isEqualTo("service 10");

        intake.gone("service 9");
        intake.gone("service 10");
        intake.carried("service 10", "b", poll);
        intake.carried("service 9", "a", poll);
        assertThat(best()).isEqualTo("service 9");
    }

    @Test
    void aStoredOneThatTakesOverWhatAServiceCarriesIsSaid() {
        intake.carried("service 9", "b", stored("", true, "poll").properties());
        assertThat(losers()).isEmpty();

        intake.stored(stored("a", true, "poll"));
        assertThat(String.valueOf(lines.element().getArgumentArray()[1]))
                .contains("poll", "defined by a", "until it is deleted");
        assertThat(losers()).containsExactly("service 9");
    }

    private List<String> losers() {
        List<String> sources = lines.stream()
                .filter(line -> line.getMessage().startsWith("The definition {} is not used."))
                .map(line -> String.valueOf(line.getArgumentArray()[0]))
                .toList();
        lines.clear();
        return sources;
    }

    @Test
    void aLoserIsTakenUpWhenTheWinnerGoes() {
        intake.stored(stored("a", false, "poll"));
        intake.stored(stored("b", false, "poll"));
        told.clear();

        intake.gone("a");
        assertThat(told).containsExactly("b");
        assertThat(intake.broken()).isEmpty();
        intake.gone("b");
        assertThat(told).containsExactly("b", "poll deleted");
    }

    @Test
    void aLoserIsTakenUpWhenTheWinnerIsRenamedOrBroken() {
        intake.stored(stored("a", false, "poll"));
        intake.stored(stored("b", false, "poll"));

        intake.stored(stored("a", false, "scan"));
        assertThat(best()).isEqualTo("b");
        assertThat(intake.broken()).isEmpty();

        intake.stored(stored("a", false, "poll"));
        intake.stored(BROKEN);
        assertThat(best()).isEqualTo("b");
        assertThat(intake.broken()).extracting(BrokenDefinition::source).containsExactly("a");
    }

    @Test
    void renamingEndsOneJobAndBeginsAnother() {
        intake.stored(stored("a", false, "poll"));
        intake.stored(stored("a", false, "scan"));

        assertThat(told).containsExactly("a", "poll deleted", "a");
        assertThat(definitions.best("poll")).isEmpty();
    }

    @Test
    void brokenIsNotDeleted() {
        intake.stored(stored("a", false, "poll"));
        intake.stored(BROKEN);
        assertThat(told).containsExactly("a", "poll gone");
        assertThat(definitions.named("poll").orElseThrow().fault()).isNotNull();

        intake.stored(stored("a", false, "poll"));
        assertThat(told).containsExactly("a", "poll gone", "a");
        assertThat(intake.broken()).isEmpty();
    }

    @Test
    void aBrokenOneThatGoesIsForgotten() {
        intake.stored(BROKEN);
        intake.gone("a");
        intake.gone("a");

        assertThat(intake.broken()).isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    void theSameAgainIsNoNews() {
        intake.stored(stored("a", true, "poll"));
        intake.stored(stored("a", true, "poll"));

        assertThat(told).containsExactly("a");
    }

    @Test
    void whatIsStoredGoesBeforeWhatAServiceCarries() {
        intake.carried("service 1", "field", stored("", true, "poll").properties());
        intake.stored(stored("zzz", false, "poll"));
        assertThat(best()).isEqualTo("zzz");

        intake.gone("zzz");
        assertThat(best()).isEqualTo("service 1");
        told.clear();
        intake.gone("service 1");
        assertThat(told).as("gone with its service, not deleted").containsExactly("poll gone");
    }

    @Test
    void namesThatOnlyLookAlikeAreDifferent() {
        intake.stored(stored("1", false, "a.b"));
        intake.stored(stored("2", false, "a_b"));
        intake.stored(stored("3", false, "A.b"));

        assertThat(intake.broken()).isEmpty();
        assertThat(told).containsExactly("1", "2", "3");
    }

    @Test
    void aCheckRefusesATakenNameAndTakesNothingIn() {
        Map<String, Object> poll = stored("", true, "poll").properties();
        intake.stored(stored("a", true, "poll"));

        assertThatThrownBy(() -> intake.check(Optional.empty(), read(poll)))
                .isInstanceOf(JobDefinitionException.class)
                .hasMessageContainingAll("poll", "already", "(a)");
        intake.check(Optional.of("a"), read(poll));
        intake.check(Optional.empty(), read(stored("", true, "scan").properties()));
        assertThat(told).containsExactly("a");
    }

    @Test
    void aPropertyThatNoDefinitionHasIsPassedOver() {
        Map<String, Object> typo = new HashMap<>(stored("", true, "poll").properties());
        typo.put("prioritty", 5);

        intake.stored(new StoredDefinition("a", true, typo));

        assertThat(best()).isEqualTo("a");
        assertThat(intake.broken()).isEmpty();
        intake.check(Optional.of("a"), read(typo));
    }

    private JobDefinition read(Map<String, Object> properties) {
        return intake.codec().read(properties);
    }

    private String best() {
        return definitions.best("poll").orElseThrow().source();
    }

    private static StoredDefinition stored(String id, boolean canonical, String name) {
        return new StoredDefinition(
                id, canonical, Map.of("name", name, "schedule", "every 10 seconds", "handler", "modbus"));
    }
}
