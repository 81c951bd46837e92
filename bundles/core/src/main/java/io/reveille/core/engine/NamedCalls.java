package io.reveille.core.engine;

import io.reveille.JobDefinition;
import io.reveille.ScheduledCall;
import io.reveille.core.dispatch.Handler;
import io.reveille.core.intake.Candidate;
import io.reveille.core.intake.DefinitionCodec;
import io.reveille.core.intake.Handlers;
import io.reveille.core.intake.Handlers.Offer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The calls that have names: each is a handler and a job that this handler carries, as the services of bundles are. Ended
 * with its bundle. May be used by any thread.
 */
public final class NamedCalls {

    /** The begin of the name of the handler that a call is. */
    public static final String PREFIX = "call:";

    private record Key(Object owner, String name) {}

    private final class Named implements ScheduledCall {

        private final Key key;
        private final Offer offer;

        Named(Key key, Offer offer) {
            this.key = key;
            this.offer = offer;
        }

        @Override
        public boolean cancel() {
            synchronized (lock) {
                if (!all.remove(key, this)) {
                    return false;
                }
                engine.handlerRemoved(offer);
                return true;
            }
        }

        @Override
        public Optional<Instant> next() {
            return isThere()
                    ? engine.access().next(key.name, 1).stream()
                            .flatMap(List::stream)
                            .findFirst()
                    : Optional.empty();
        }

        private boolean isThere() {
            synchronized (lock) {
                return all.get(key) == this;
            }
        }
    }

    private final Engine engine;
    private final Object lock = new Object(); // guards the map, and the order of what the engine is told of one key
    private final Map<Key, Named> all = new HashMap<>();

    NamedCalls(Engine engine) {
        this.engine = engine;
    }

    /**
     * Has code called by a job of this definition, in place of what the owner gave under its name before.
     *
     * @param owner the bundle, by which the call ends
     * @param bundle the bundle's name
     * @param given the job; its handler is {@link #PREFIX} and its name
     * @throws IllegalStateException if the name belongs to a job that does not call this bundle's code, or Reveille has
     *     stopped
     */
    public ScheduledCall add(Object owner, String bundle, JobDefinition given, Handler code) {
        String name = given.name();
        engine.access()
                .definitions()
                .known(name, (state, there) -> there)
                .ifPresent(there -> check(there, bundle, given));
        Offer offer = Offer.ofCode(
                "call \"" + name + "\" of bundle " + bundle,
                bundle,
                Handlers.revision(owner),
                given.handler(),
                DefinitionCodec.write(given),
                code);
        Key key = new Key(owner, name);
        Named named = new Named(key, offer);
        synchronized (lock) {
            Named before = all.put(key, named);
            engine.codeGiven(offer, before == null ? null : before.offer);
        }
        return named;
    }

    private static void check(Candidate there, String bundle, JobDefinition given) {
        JobDefinition definition = there.definition();
        boolean ofBundle = there.owner().isEmpty() || there.owner().equals(Optional.of(bundle));
        if (definition == null || !definition.handler().equals(given.handler()) || !ofBundle) {
            throw new IllegalStateException("There is a job named \"" + given.name() + "\" already, " + there.source()
                    + "; the call was not scheduled. Nothing was changed.");
        }
    }

    /** Ends all calls of a bundle; returns how many there were. */
    public int end(Object owner) {
        synchronized (lock) {
            List<Named> ofOwner = all.values().stream()
                    .filter(call -> Objects.equals(call.key.owner, owner))
                    .toList();
            ofOwner.forEach(Named::cancel);
            return ofOwner.size();
        }
    }
}
