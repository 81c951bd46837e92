package io.reveille.core.changes;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** Kills of the process, after which the disk may have lost a definition or gone back to an earlier one. */
final class GatewayKills {

    private final Random random;
    private final FaultyGateway gateway;
    private final ChangesModel model;
    private final Map<String, Map<String, Object>> replaced =
            new HashMap<>(); // by job: the definition before our last change, empty for none, until all is saved

    GatewayKills(Random random, FaultyGateway gateway, ChangesModel model) {
        this.random = random;
        this.gateway = gateway;
        this.model = model;
    }

    /** Notes the definitions that a call has replaced, by job. */
    void replaced(Map<String, Map<String, Object>> definitions) {
        replaced.putAll(definitions);
    }

    /** Notes that the last change of these jobs is not one of ours that has returned. */
    void forget(Collection<String> names) {
        replaced.keySet().removeAll(names);
    }

    /** Lets so much time pass that all is saved. */
    void settle() {
        gateway.log().step("all is saved");
        gateway.advance(FaultyGateway.SAVED);
        model.check(gateway.seen());
        settled();
    }

    /** Notes that all is saved. */
    void settled() {
        model.settled(gateway.seen());
        replaced.clear();
    }

    /** Kills the process, unless a fault has, and starts it until it runs. */
    void killAndStart() {
        boolean wasKilled = gateway.isKilled();
        gateway.log().step(wasKilled ? "start" : "kill, and start; pending are " + gateway.recordsOfChanges());
        gateway.kill();
        if (model.isCertain() && random.nextInt(3) == 0 && !gateway.isTakenBackLater()) {
            harm(FaultyGateway.NAMES.get(random.nextInt(FaultyGateway.NAMES.size())));
        }
        gateway.passTime(Duration.ofSeconds(1));
        switch (random.nextInt(8)) {
            case 0 -> gateway.stateFaults().killAt(1 + random.nextInt(2));
            case 1 -> gateway.definitionFaults().killAt(1 + random.nextInt(2));
            default -> {}
        }
        while (!gateway.start()) {
            gateway.log().detail("killed in the start, and started again");
            gateway.kill();
        }
        gateway.clearFaults();
        model.checkStart(gateway.seen());
        replaced.clear();
        if (random.nextInt(3) == 0) {
            settle();
        }
    }

    /** Loses the definition of a job, or puts back the one before; what is promised then is certain. */
    private void harm(String name) {
        String address = FaultyGateway.address(name);
        boolean isThere = !gateway.definitions().at(address).isEmpty();
        boolean isPending = gateway.isPending(name);
        boolean isOurs = replaced.containsKey(name) && isPending;
        if (isThere && random.nextBoolean()) {
            if (isOurs) {
                gateway.log().detail("the disk loses " + name + ", which is pending");
                gateway.definitions().lose(address); // and it is restored
            } else if (!isPending) {
                gateway.log().detail("the disk loses " + name);
                gateway.definitions().lose(address);
                model.edited(world -> world.with(name, job -> job.removed(false, false)));
            }
        } else if (isOurs && gateway.isPendingUnknown(name)) {
            gateway.log().detail("the disk goes back to the definition of " + name + " before");
            goBack(address, replaced.getOrDefault(name, Map.of()));
        }
    }

    /** The change is pending, and is carried out again. */
    private void goBack(String address, Map<String, Object> before) {
        gateway.definitions().lose(address);
        if (!before.isEmpty()) {
            gateway.definitions().put(address, before);
        }
    }
}
