package io.reveille.kura.cloud;

import io.reveille.spi.SleepInhibitor;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.cloudconnection.listener.CloudDeliveryListener;
import org.eclipse.kura.cloudconnection.message.KuraMessage;
import org.eclipse.kura.cloudconnection.publisher.CloudPublisher;
import org.eclipse.kura.configuration.ConfigurationService;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Messages on their way: handed to one of Kura's publishers, and not confirmed yet. As long as there is one, the gateway is
 * kept awake.
 */
@Component(service = Outbox.class)
public final class Outbox {

    /**
     * How long a message counts as on its way. One that nobody confirms by then, for want of a connection, keeps no gateway
     * awake any longer; Kura goes on trying.
     */
    static final Duration LONGEST = Duration.ofMinutes(5);

    /**
     * A message that a publisher has taken.
     *
     * @param publisher its PID
     * @param id as the publisher has given it; empty if it does not confirm messages
     * @param confirmed completes when it is, exceptionally if that cannot be waited for any longer; at once without an id
     */
    record Sent(String publisher, String id, CompletableFuture<Void> confirmed) {}

    private final Runnable awake;
    private final Runnable done;
    private final Consumer<CompletableFuture<Void>> limit;
    private final Supplier<Instant> now;

    private final Object lock = new Object(); // guards the three below; nobody is called under it
    private final Map<String, Way> ways = new TreeMap<>();
    private int underWay;
    private Instant since = Instant.MAX;

    private final Object hold = new Object(); // under it the gateway is kept awake or let go, in order
    private boolean held;

    /** Keeps the gateway awake by a service of its own. */
    @Activate
    public Outbox(BundleContext context) {
        Awake inhibitor = new Awake();
        this.awake = () -> inhibitor.registration = context.registerService(SleepInhibitor.class, inhibitor, null);
        this.done = () -> {
            ServiceRegistration<SleepInhibitor> registration = inhibitor.registration;
            if (registration != null) {
                registration.unregister();
            }
        };
        this.limit = confirmed -> confirmed.orTimeout(LONGEST.toSeconds(), TimeUnit.SECONDS);
        this.now = Instant::now;
    }

    /**
     * For tests.
     *
     * @param awake told when the gateway is to stay awake from now on
     * @param done told when it need not any more
     * @param limit ends the wait for a confirmation some day
     */
    Outbox(Runnable awake, Runnable done, Consumer<CompletableFuture<Void>> limit, Supplier<Instant> now) {
        this.awake = awake;
        this.done = done;
        this.limit = limit;
        this.now = now;
    }

    /** The way over one publisher. */
    private final class Way implements CloudDeliveryListener {

        final CloudPublisher publisher;
        final Map<String, CompletableFuture<Void>> open = new HashMap<>();
        final Set<String> early = new HashSet<>(); // confirmed while a publisher has not yet said the id
        int handing; // calls of a publisher that are not back
        String gone = ""; // why nothing that is on this way is waited for any more

        Way(CloudPublisher publisher) {
            this.publisher = publisher;
        }

        /** Under the lock; returns what was on this way. */
        List<CompletableFuture<Void>> end(String why) {
            gone = why;
            return List.copyOf(open.values());
        }

        @Override
        public void onMessageConfirmed(@Nullable String id) {
            if (id == null) {
                return;
            }
            CompletableFuture<Void> confirmed;
            synchronized (lock) {
                confirmed = open.remove(id);
                if (confirmed == null && handing > 0) {
                    early.add(id);
                }
            }
            if (confirmed != null) {
                confirmed.complete(null);
            }
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addPublisher(CloudPublisher publisher, Map<String, Object> properties) {
        Way way = new Way(publisher);
        synchronized (lock) {
            ways.put(String.valueOf(properties.get(ConfigurationService.KURA_SERVICE_PID)), way);
        }
        publisher.registerCloudDeliveryListener(way);
    }

    void removePublisher(CloudPublisher publisher) {
        Optional<Way> gone;
        List<CompletableFuture<Void>> lost;
        synchronized (lock) {
            gone = ways.values().stream()
                    .filter(way -> way.publisher == publisher)
                    .findFirst();
            ways.values().removeIf(way -> way.publisher == publisher);
            lost = gone.map(way -> way.end("its publisher has gone")).orElse(List.of());
        }
        gone.ifPresent(publisher::unregisterCloudDeliveryListener);
        lost.forEach(each -> each.completeExceptionally(new IllegalStateException("its publisher has gone")));
    }

    @Deactivate
    void stop() {
        List<CompletableFuture<Void>> lost;
        synchronized (lock) {
            lost = ways.values().stream()
                    .flatMap(way -> way.end("Reveille stops").stream())
                    .toList();
        }
        lost.forEach(each -> each.completeExceptionally(new IllegalStateException("Reveille stops")));
    }

    /** The PIDs of all publishers that are there. */
    List<String> publishers() {
        synchronized (lock) {
            return List.copyOf(ways.keySet());
        }
    }

    /**
     * Hands a message to a publisher.
     *
     * @throws IllegalArgumentException if there is no such publisher
     * @throws KuraException if it does not take the message
     */
    Sent send(String publisher, KuraMessage message) throws KuraException {
        Way way;
        synchronized (lock) {
            way = ways.get(publisher);
        }
        if (way == null) {
            throw new IllegalArgumentException("there is no publisher \"" + publisher + "\"");
        }
        CompletableFuture<Void> confirmed = new CompletableFuture<>();
        @Nullable String id = hand(way, message, confirmed);
        if (id == null || confirmed.isDone()) {
            confirmed.complete(null);
            return new Sent(publisher, id == null ? "" : id, confirmed);
        }
        changed();
        CompletableFuture<Void> ended = confirmed.whenComplete((nothing, error) -> {
            synchronized (lock) {
                way.open.remove(id, confirmed);
                underWay--;
            }
            changed();
        });
        limit.accept(confirmed);
        return new Sent(publisher, id, ended);
    }

    /** Publishes; the message is on its way then, unless its confirmation was here before its id. */
    private @Nullable String hand(Way way, KuraMessage message, CompletableFuture<Void> confirmed)
            throws KuraException {
        synchronized (lock) {
            way.handing++;
        }
        @Nullable String id = null;
        try {
            id = way.publisher.publish(message);
        } finally {
            synchronized (lock) {
                if (way.early.remove(id)) {
                    confirmed.complete(null);
                } else if (!way.gone.isEmpty()) {
                    confirmed.completeExceptionally(new IllegalStateException(way.gone));
                } else if (id != null) {
                    way.open.put(id, confirmed);
                    since = underWay == 0 ? now.get() : since;
                    underWay++;
                }
                way.handing--;
                if (way.handing == 0) {
                    way.early.clear(); // ids come again some day
                }
            }
        }
        return id;
    }

    /** How many messages are on their way. */
    int underWay() {
        synchronized (lock) {
            return underWay;
        }
    }

    private void changed() {
        synchronized (hold) {
            boolean needed = underWay() > 0;
            if (needed != held) {
                held = needed;
                (needed ? awake : done).run();
            }
        }
    }

    private final class Awake implements SleepInhibitor {

        private @Nullable ServiceRegistration<SleepInhibitor> registration; // guarded by the hold

        @Override
        public String name() {
            return "publish";
        }

        @Override
        public String reason() {
            int count = underWay();
            return (count == 1 ? "1 message is" : count + " messages are") + " not confirmed yet";
        }

        @Override
        public Instant since() {
            synchronized (lock) {
                return since;
            }
        }
    }
}
