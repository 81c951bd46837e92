package io.reveille.kura.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.spi.ClockTrust.Verdict;
import io.reveille.spi.RunGate.Answer;
import io.reveille.spi.RunGate.Occurrence;
import io.reveille.spi.RunGate.Permit;
import io.reveille.spi.RunGate.Refusal;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.cloudconnection.CloudConnectionManager;
import org.eclipse.kura.configuration.ConfigurationService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Kura knows of its connections and of the clock. */
class CloudGateTest {

    private final CloudGate gate = new CloudGate();
    private boolean isFirstConnected;
    private boolean isSecondConnected;
    private final CloudConnectionManager first = () -> isFirstConnected;
    private final CloudConnectionManager second = () -> isSecondConnected;

    private Answer ask(String condition) {
        return gate.ask(new Occurrence("upload", Instant.EPOCH), condition);
    }

    private String refused(String condition) {
        return ((Refusal) ask(condition)).reason();
    }

    private void add(String pid, CloudConnectionManager connection) {
        gate.addConnection(connection, Map.of(ConfigurationService.KURA_SERVICE_PID, pid));
    }

    @Test
    void anyConnectionWillDoOrTheOneThatIsNamed() {
        assertThat(refused("connected")).isEqualTo("Kura has no cloud connection");
        add("one", first);
        assertThat(refused("connected")).isEqualTo("one is not connected");
        add("two", second);
        assertThat(refused("connected")).isEqualTo("no cloud connection is connected");
        isSecondConnected = true;
        assertThat(ask("connected")).isEqualTo(Permit.OPEN);
        assertThat(ask("connected  two ")).isEqualTo(Permit.OPEN);
        assertThat(refused("connected one")).isEqualTo("one is not connected");
        assertThat(refused("connected three")).isEqualTo("Kura has no cloud connection three");
        gate.removeConnection(second);
        assertThat(refused("connected")).isEqualTo("one is not connected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "conected", "one", "connected one two"})
    void anotherConditionIsRefusedWhenAJobIsMade(String condition) {
        assertThatThrownBy(() -> gate.check(condition))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the condition of cloud is \"" + condition + "\"; expected connected");
    }

    @Test
    @SuppressWarnings("JavaUtilDate") // Kura has one
    void theClockIsTrustedOnceKuraHasSetIt() {
        assertThat(new KuraClockTrust(() -> new Date(0)).verdict()).isEqualTo(Verdict.TRUSTED);
        assertThat(new KuraClockTrust(() -> null).verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(new KuraClockTrust(() -> {
                            throw new KuraException(KuraErrorCode.CONFIGURATION_ERROR, "no settings");
                        })
                        .verdict())
                .isEqualTo(Verdict.UNKNOWN);
    }
}
