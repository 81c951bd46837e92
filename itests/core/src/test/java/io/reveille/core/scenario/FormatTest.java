package io.reveille.core.scenario;

import static io.reveille.testing.ManualScheduler.properties;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.BrokenDefinition;
import io.reveille.JobDefinitionException;
import io.reveille.core.service.DefinitionChanges;
import io.reveille.core.state.DefinitionChange;
import io.reveille.testing.Inside;
import io.reveille.testing.ManualScheduler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Definitions of a format that a newer Reveille writes. */
class FormatTest {

    private static final String SCAN = "io.reveille.job~scan";

    private final ManualScheduler gateway = new ManualScheduler();
    private final Map<String, Object> newer = properties("scan", "at dawn", "scan");

    @BeforeEach
    void aNewerDefinition() {
        newer.put("format", 2);
        gateway.store(SCAN, newer);
    }

    @Test
    void itIsBrokenAndKeptAsItIs() {
        assertThat(gateway.scheduler().broken())
                .extracting(BrokenDefinition::reason)
                .containsExactly("format 2; this Reveille reads up to 1; it is kept as it is");

        gateway.restartAfter(Duration.ofMinutes(1));

        assertThat(gateway.scheduler().jobs()).isEmpty();
        assertThat(gateway.definitions().at(SCAN)).isEqualTo(newer);
    }

    @Test
    void codeDoesNotReplaceIt() {
        assertThatThrownBy(() -> gateway.define("scan", "every 10 seconds", "scan"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("format 2");
        assertThat(gateway.definitions().at(SCAN)).isEqualTo(newer);
    }

    @Test
    void aFormDoesNotReplaceIt() {
        assertThatThrownBy(() -> Inside.of(gateway)
                        .engine()
                        .access()
                        .definitions()
                        .check(Optional.of(SCAN), properties("scan", "every 10 seconds", "scan")))
                .isInstanceOf(JobDefinitionException.class)
                .hasMessageContainingAll(SCAN, "cannot be replaced", "format 2");
    }

    @Test
    void anImportDoesNotReplaceOrDeleteIt() {
        DefinitionChanges changes = new DefinitionChanges(Inside.of(gateway).engine());
        for (DefinitionChange change : List.of(
                DefinitionChange.save(Optional.of(SCAN), properties("scan", "every 10 seconds", "scan")),
                DefinitionChange.save(Optional.empty(), properties("scan", "every 10 seconds", "scan")),
                DefinitionChange.delete("scan", SCAN))) {
            assertThatThrownBy(() -> changes.apply(List.of(change)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContainingAll("format 2", "Nothing was changed");
        }
        assertThat(gateway.definitions().at(SCAN)).isEqualTo(newer);
    }

    @Test
    void oneThatIsWrittenAnewByTheOperatorIsTakenUp() {
        gateway.store(SCAN, properties("scan", "every 10 seconds", "scan"));

        assertThat(gateway.scheduler().broken()).isEmpty();
        assertThat(gateway.scheduler().job("scan")).isPresent();
    }

    @Test
    void aJobWhoseDefinitionBecameNewerIsNotDeleted() {
        gateway.store(SCAN, properties("scan", "every 10 seconds", "scan"));
        gateway.advance(Duration.ofMinutes(1));

        gateway.store(SCAN, newer);
        gateway.restartAfter(Duration.ofMinutes(1));

        assertThat(gateway.scheduler().deleted()).isEmpty();
    }
}
