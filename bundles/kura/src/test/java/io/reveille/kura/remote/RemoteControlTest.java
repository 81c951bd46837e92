package io.reveille.kura.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.cloudconnection.request.RequestHandler;
import org.eclipse.kura.cloudconnection.request.RequestHandlerRegistry;
import org.junit.jupiter.api.Test;

/** When requests come at all. */
class RemoteControlTest {

    private static final Map<String, Object> ON = Map.of("enabled", true);

    private static final class Connection implements RequestHandlerRegistry {

        final Map<String, RequestHandler> handlers = new HashMap<>();
        boolean failing;

        @Override
        public void registerRequestHandler(String id, RequestHandler requestHandler) throws KuraException {
            if (failing) {
                throw new KuraException(KuraErrorCode.CONFIGURATION_ERROR);
            }
            handlers.put(id, requestHandler);
        }

        @Override
        public void unregister(String id) throws KuraException {
            if (failing) {
                throw new KuraException(KuraErrorCode.CONFIGURATION_ERROR);
            }
            handlers.remove(id);
        }
    }

    private final RemoteGateway gateway = new RemoteGateway();
    private final Connection first = new Connection();
    private final Connection second = new Connection();

    private RemoteControl control(Map<String, Object> properties) {
        RemoteControl control = new RemoteControl(properties, gateway.scheduler(), gateway.engine.transfer());
        control.addConnection(first);
        return control;
    }

    @Test
    void isOffUntilSwitchedOnAndEverywhereThen() {
        RemoteControl control = control(Map.of());
        assertThat(first.handlers).isEmpty();

        control.modified(ON);
        control.addConnection(second);

        assertThat(first.handlers).containsOnlyKeys("REVEILLE-V1");
        assertThat(second.handlers).containsOnlyKeys("REVEILLE-V1");
        control.removeConnection(second);
        assertThat(second.handlers).isEmpty();
        control.modified(Map.of("enabled", false));
        assertThat(first.handlers).isEmpty();
    }

    @Test
    void writingIsSwitchedWithoutANewHandler() {
        RemoteControl control = control(ON);
        RequestHandler handler = Objects.requireNonNull(first.handlers.get("REVEILLE-V1"));
        gateway.define("a");

        assertThat(RemoteGateway.ask(handler, "1", "EXEC", "jobs/a/run", null).code())
                .isEqualTo(409);
        control.modified(Map.of("enabled", true, "writing", "true"));
        assertThat(RemoteGateway.ask(handler, "2", "EXEC", "jobs/a/run", null).code())
                .isEqualTo(200);
        assertThat(first.handlers).containsValue(handler);
    }

    @Test
    void whatIsNoTruthValueCountsAsOff() {
        control(Map.of("enabled", "yes"));
        assertThat(first.handlers).isEmpty();
    }

    @Test
    void aStopTakesItAway() {
        RemoteControl control = control(ON);
        RequestHandler handler = Objects.requireNonNull(first.handlers.get("REVEILLE-V1"));
        control.stop();
        assertThat(first.handlers).isEmpty();
        assertThat(RemoteGateway.ask(handler, "1", "GET", "jobs", null).code()).isEqualTo(409);
        control.removeConnection(first);
    }

    @Test
    void aConnectionThatFailsKeepsNoneOfTheOthersFromIt() {
        RemoteControl control = control(Map.of());
        control.addConnection(second);
        first.failing = true;
        control.modified(ON);
        assertThat(second.handlers).containsOnlyKeys("REVEILLE-V1");
        control.modified(Map.of());
        assertThat(second.handlers).isEmpty();
    }
}
