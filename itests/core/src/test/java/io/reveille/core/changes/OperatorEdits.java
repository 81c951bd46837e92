package io.reveille.core.changes;

import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** Edits of definitions by an operator in the store itself, with faults of the store of state after them. */
final class OperatorEdits {

    private final Random random;
    private final FaultyGateway gateway;
    private final ChangesModel model;
    private final GatewayKills kills;
    private final ChangeCalls calls;

    OperatorEdits(Random random, FaultyGateway gateway, ChangesModel model, GatewayKills kills, ChangeCalls calls) {
        this.random = random;
        this.gateway = gateway;
        this.model = model;
        this.kills = kills;
        this.calls = calls;
    }

    /** Puts a definition in the place of any other. */
    void put(String name, String schedule) {
        int next = model.nextIncarnation();
        boolean isSame = schedule.equals(gateway.seen().schedules().get(name)); // no change: outcomes stay open
        edit(
                "an operator puts " + name + " " + schedule,
                name,
                () -> gateway.definitions().put(FaultyGateway.address(name), FaultyGateway.properties(name, schedule)),
                (job, saved) -> isSame ? job : job.put(schedule, next, saved));
    }

    /** Removes a definition, if there is one. */
    void remove(String name) {
        if (gateway.seen().has(name)) {
            edit(
                    "an operator removes " + name,
                    name,
                    () -> gateway.definitions().remove(FaultyGateway.address(name)),
                    (job, saved) -> job.removed(saved, gateway.isNeverSaved(name)));
        }
    }

    /** An edit of a definition whose change is pending is saved at once, unless that is cut off. */
    private void edit(String what, String name, Runnable edit, BiFunction<ExpectedJob, Boolean, ExpectedJob> change) {
        boolean isPending = gateway.isPending(name);
        gateway.log().step(what + (isPending ? ", with a pending change" : ""));
        if (random.nextInt(4) == 0) {
            calls.drawFaults();
        }
        boolean fails = gateway.stateFaults().isFailureToCome();
        int failures = gateway.stateFaults().failures();
        edit.run();
        kills.forget(List.of(name));
        gateway.settle();
        boolean isSaved = isPending && !fails && !gateway.isKilled();
        UnaryOperator<PossibleWorld> effect = world -> world.with(name, job -> change.apply(job, isSaved));
        if (gateway.isKilled() || gateway.stateFaults().failures() > failures) {
            model.editedWithoutSave(name, effect);
        } else {
            model.edited(effect);
        }
        if (!gateway.isKilled()) {
            gateway.clearFaults();
            model.check(gateway.seen());
        }
    }
}
