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
 * The messages under way: passed to one of Kura's publishers, and not confirmed yet. While there is one, the gateway is
 * kept awake.
 */
@Component(service = Outbox.class)
public final class Outbox {

    /**
     * How long a message counts as under way. A message that is not confirmed by then, for want of a connection, no
     * longer keeps the gateway awake; Kura goes on trying.
     */
    static final Duration LONGEST = Duration.ofMinutes(5);

    /**
     * A message that a publisher has taken.
     *
     * @param publisher the PID of the publisher
     * @param id the id that the publisher has given; empty if it does not confirm messages
     * @param confirmed completes when the message is confirmed, exceptionally if the wait has to end; at once without
     *     an id
     */
    record Sent(String publisher, String id, CompletableFuture<Void> confirmed) {}

    private final Runnable awake;
    private final Runnable done;
    private final Consumer<CompletableFuture<Void>> limit;
    private final Supplier<Instant> now;

    private final Object lock = new Object(); // guards the three below; no foreign code is called under it
    private final Map<String, Way> ways = new TreeMap<>();
    private int underWay;
    private Instant since = Instant.MAX;

    private final Object hold = new Object(); // held while the gateway is kept awake or let go, to keep the order
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
     * @param awake called when the gateway has to stay awake
     * @param done called when it no longer has to
     * @param limit limits the wait for a confirmation
     */
    Outbox(Runnable awake, Runnable done, Consumer<CompletableFuture<Void>> limit, Supplier<Instant> now) {
        this.awake = awake;
        this.done = done;
        this.limit = limit;
        this.now = now;
    }

    /** The messages under way by one publisher. */
    private final class Way implements CloudDeliveryListener {

        final CloudPublisher publisher;
        final Map<String, CompletableFuture<Void>> open = new HashMap<>();
        final Set<String> early = new HashSet<>(); // confirmations that came before the publisher returned the id
        int handing; // calls of the publisher that have not returned
        String gone = ""; // why confirmations are no longer waited for; empty if they are

        Way(CloudPublisher publisher) {
            this.publisher = publisher;
        }

        /** Ends the wait for confirmations, and returns them. To be called under the lock. */
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

    /** Returns the PIDs of all publishers. */
    List<String> publishers() {
        synchronized (lock) {
            return List.copyOf(ways.keySet());
        }
    }

    /**
     * Passes a message to a publisher.
     *
     * @throws IllegalArgumentException if there is no such publisher
     * @throws KuraException if the publisher refuses the message
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

    /** Publishes a message, which is under way then, unless its confirmation came before its id. */
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
                    way.early.clear(); // ids may be reused
                }
            }
        }
        return id;
    }

    /** Returns the number of messages under way. */
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
