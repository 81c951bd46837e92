package io.reveille.core.changes;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Calls of the API that change definitions, with faults of the stores in the middle of them. */
final class ChangeCalls {

    private final Random random;
    private final FaultyGateway gateway;
    private final ChangesModel model;
    private final GatewayKills kills;
    private int count;
    private boolean isNothingPromised;

    ChangeCalls(Random random, FaultyGateway gateway, ChangesModel model, GatewayKills kills) {
        this.random = random;
        this.gateway = gateway;
        this.model = model;
        this.kills = kills;
    }

    /** Whether both stores have failed so that a call could neither be carried out nor taken back: see its message. */
    boolean isNothingPromised() {
        return isNothingPromised;
    }

    /** The number of calls so far. */
    int count() {
        return count;
    }

    /** Draws faults for the writes to come, or none. */
    void drawFaults() {
        WriteFaults states = gateway.stateFaults();
        WriteFaults definitions = gateway.definitionFaults();
        int kind = random.nextInt(14);
        switch (kind) {
            case 0, 1, 2 -> states.killAt(1 + random.nextInt(5));
            case 3, 4 -> definitions.killAt(1 + random.nextInt(3));
            case 5, 6 -> states.failAt(1, 1);
            case 7 -> states.failAt(1 + random.nextInt(3), 1 + random.nextInt(2));
            case 8 -> definitions.failAt(1 + random.nextInt(3), random.nextInt(4) == 0 ? 6 : 1);
            default -> {
                return;
            }
        }
        if (kind >= 5 && random.nextBoolean()) {
            states.killAt(1 + random.nextInt(4));
        }
        if (kind >= 5 && random.nextInt(4) == 0) {
            definitions.killAt(1 + random.nextInt(4));
        }
        gateway.log().detail("faults to come: state store " + states + "; definition store " + definitions);
    }

    /**
     * Makes a call, perhaps with faults.
     *
     * @param names the jobs that it changes
     * @param changes the changes of the jobs if it is carried out
     */
    void call(String what, Collection<String> names, Runnable call, UnaryOperator<PossibleWorld> changes) {
        count++;
        gateway.log().step(what);
        drawFaults();
        Map<String, Map<String, Object>> before = new HashMap<>();
        names.forEach(name -> before.put(name, gateway.definitions().at(FaultyGateway.address(name))));
        int failures = gateway.stateFaults().failures();
        Throwable thrown = thrown(call);
        boolean stateFailed = gateway.stateFaults().failures() > failures;
        gateway.definitionFaults().clear();
        gateway.stateFaults().noFailures();
        if (thrown == null) {
            gateway.log().detail("returned");
            model.returned(changes);
            kills.replaced(before);
        } else {
            gateway.log().detail((gateway.isKilled() ? "killed: " : "threw: ") + thrown.getMessage());
            kills.forget(names);
            if (gateway.isKilled() || stateFailed) {
                model.mayBeDone(changes);
            }
        }
        if (!gateway.isKilled()) {
            check(thrown);
        }
    }

    private static @Nullable Throwable thrown(Runnable call) {
        try {
            call.run();
            return null;
        } catch (IllegalStateException | ProcessKilled e) {
            return e;
        }
    }

    private void check(@Nullable Throwable thrown) {
        String message = thrown == null ? "" : String.valueOf(thrown.getMessage());
        if (message.contains("could not all be taken back")) {
            isNothingPromised = !message.contains("the rest follows at the next start");
            if (!isNothingPromised) {
                kills.killAndStart();
            }
            return;
        }
        if (thrown != null) {
            gateway.stateFaults().clear();
        }
        gateway.settle(); // the kill to come may be here
        if (!gateway.isKilled()) {
            gateway.clearFaults();
            model.check(gateway.seen());
        }
    }
}
