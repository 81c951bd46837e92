package io.reveille.kura.remote;

import io.reveille.JobTransfer;
import io.reveille.PowerService;
import io.reveille.ScheduleService;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.cloudconnection.request.RequestHandlerRegistry;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Registers {@link RemoteRequests} at every cloud connection of the gateway, while remote control is enabled. */
@Component(
        name = "io.reveille.kura.requests",
        configurationPid = RemoteSettings.PID,
        service = {},
        immediate = true)
public final class RemoteControl {

    /** The application id of requests, as in their topics. */
    static final String APPLICATION = "REVEILLE-V1";

    private static final Logger LOG = LoggerFactory.getLogger(RemoteControl.class);

    private final RemoteRequests requests;

    /** The cloud connections. Guarded by itself, also while they are called, to keep the order. */
    private final Set<RequestHandlerRegistry> connections = new LinkedHashSet<>();

    private volatile RemoteSwitches switches;
    private volatile @Nullable PowerService power;

    @Activate
    public RemoteControl(
            Map<String, Object> properties, @Reference ScheduleService scheduler, @Reference JobTransfer transfer) {
        this.switches = RemoteSwitches.of(properties);
        this.requests =
                new RemoteRequests(() -> switches, scheduler, transfer, () -> Optional.ofNullable(power), Instant::now);
    }

    @Modified
    void modified(Map<String, Object> properties) {
        synchronized (connections) {
            boolean was = switches.enabled();
            switches = RemoteSwitches.of(properties);
            if (was && !switches.enabled()) {
                connections.forEach(RemoteControl::unregister);
            } else if (!was && switches.enabled()) {
                connections.forEach(this::register);
            }
        }
    }

    /**
     * Ends remote control: from now on requests are refused, also those that come while connections are unregistered.
     */
    @Deactivate
    void stop() {
        modified(Map.of());
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addConnection(RequestHandlerRegistry connection) {
        synchronized (connections) {
            if (connections.add(connection) && switches.enabled()) {
                register(connection);
            }
        }
    }

    void removeConnection(RequestHandlerRegistry connection) {
        synchronized (connections) {
            if (connections.remove(connection) && switches.enabled()) {
                unregister(connection);
            }
        }
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setPower(PowerService service) {
        power = service;
    }

    void unsetPower(PowerService service) {
        if (service.equals(power)) {
            power = null;
        }
    }

    private void register(RequestHandlerRegistry connection) {
        try {
            connection.registerRequestHandler(APPLICATION, requests);
        } catch (KuraException | RuntimeException e) {
            LOG.error("A cloud connection refuses {}; no request comes over it.", APPLICATION, e);
        }
    }

    private static void unregister(RequestHandlerRegistry connection) {
        try {
            connection.unregister(APPLICATION);
        } catch (KuraException | RuntimeException e) {
            LOG.warn("A cloud connection does not release {}; its requests are refused from now on.", APPLICATION, e);
        }
    }
}
