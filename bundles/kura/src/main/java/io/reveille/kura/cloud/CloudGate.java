package io.reveille.kura.cloud;

import io.reveille.spi.RunGate;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.kura.cloudconnection.CloudConnectionManager;
import org.eclipse.kura.configuration.ConfigurationService;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * The gate {@code cloud connected}: open while any of Kura's cloud connections is. With a PID, {@code cloud connected
 * PID}, that connection has to be.
 */
@Component(property = RunGate.NAME + "=cloud")
public final class CloudGate implements RunGate {

    private static final String CONNECTED = "connected";

    private final Map<String, CloudConnectionManager> connections = new TreeMap<>(); // guarded by itself

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addConnection(CloudConnectionManager connection, Map<String, Object> properties) {
        synchronized (connections) {
            connections.put(String.valueOf(properties.get(ConfigurationService.KURA_SERVICE_PID)), connection);
        }
    }

    void removeConnection(CloudConnectionManager connection) {
        synchronized (connections) {
            connections.values().removeIf(each -> each == connection);
        }
    }

    @Override
    public void check(String condition) {
        pid(condition);
    }

    /** Returns the PID that a condition names; empty if any connection will do. */
    private static String pid(String condition) {
        String[] words = condition.strip().split("\\s+", -1);
        if (!words[0].equals(CONNECTED) || words.length > 2) {
            throw new IllegalArgumentException("the condition of cloud is \"" + condition
                    + "\"; expected connected, or connected and the PID of a cloud connection");
        }
        return words.length == 2 ? words[1] : "";
    }

    @Override
    public Answer ask(Occurrence occurrence, String condition) {
        String pid = pid(condition);
        Map<String, CloudConnectionManager> asked;
        synchronized (connections) {
            asked = new TreeMap<>(connections);
        }
        if (!pid.isEmpty()) {
            asked.keySet().retainAll(Set.of(pid));
        }
        if (asked.isEmpty()) {
            return new Refusal("Kura has no cloud connection" + (pid.isEmpty() ? "" : " " + pid));
        }
        return asked.values().stream().anyMatch(CloudConnectionManager::isConnected)
                ? Permit.OPEN
                : new Refusal((asked.size() == 1 ? asked.keySet().iterator().next() : "no cloud connection") + " is"
                        + (asked.size() == 1 ? " not" : "") + " connected");
    }
}
