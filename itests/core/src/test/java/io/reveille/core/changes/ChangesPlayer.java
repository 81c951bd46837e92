package io.reveille.core.changes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Plays a script, drawn as it is played: changes of a few jobs by code and by operators, with faults in the middle of
 * them, and restarts. After each step the jobs must be as the model says.
 */
final class ChangesPlayer {

    private final Random random;
    private final StepLog log;
    private final FaultyGateway gateway;
    private final ChangesModel model = new ChangesModel(FaultyGateway.NAMES);
    private final GatewayKills kills;
    private final ChangeCalls calls;
    private final OperatorEdits edits;
    private final ExportedJobs exported;

    ChangesPlayer(long seed, StepLog log) {
        this.random = new Random(seed);
        this.log = log;
        this.gateway = new FaultyGateway(random, log);
        this.kills = new GatewayKills(random, gateway, model);
        this.calls = new ChangeCalls(random, gateway, model, kills);
        this.edits = new OperatorEdits(random, gateway, model, kills, calls);
        this.exported = new ExportedJobs(gateway, model, calls);
    }

    /** Plays the script to its end; returns how many calls changed jobs, or were to. */
    int play() {
        begin();
        int steps = 2 + random.nextInt(8);
        for (int i = 0; i < steps && !calls.isNothingPromised(); i++) {
            if (gateway.isKilled()) {
                kills.killAndStart();
            }
            step();
            if (!gateway.isKilled() && gateway.stateWorksAgain()) {
                model.worksAgain();
            }
        }
        if (!calls.isNothingPromised()) {
            end();
        }
        return calls.count();
    }

    /** Leaves a gateway that has just been made, or one that has saved all just now: further saves come later. */
    private void begin() {
        if (random.nextInt(4) == 0) {
            return;
        }
        if (random.nextBoolean()) {
            make("a", schedule());
        }
        if (!gateway.isKilled()) {
            kills.settle();
            edits.put("c", schedule());
        }
    }

    private void end() {
        if (gateway.isKilled() || random.nextBoolean()) {
            kills.killAndStart();
        }
        kills.settle();
        gateway.advance(FaultyGateway.SAVED);
        assertThat(gateway.recordsOfChanges()).as("what is left of changes").isEmpty();
    }

    private void step() {
        switch (random.nextInt(19)) {
            case 0, 1, 2, 3 -> make(name(), schedule());
            case 4, 5 -> cancel(name());
            case 6 -> bringBack(name());
            case 7, 8, 9 -> defineAll();
            case 10 -> clear();
            case 11 -> exportOrImport();
            case 12 -> edits.put(name(), schedule());
            case 13 -> edits.remove(name());
            case 14 -> pause(name());
            case 15 -> settleWithFaults();
            case 16 -> passHalfAMinute();
            default -> restart();
        }
    }

    // Calls

    /** By {@code run} where that makes a difference: a job that is somebody else's stays, and so does what was given last. */
    private void make(String name, String schedule) {
        int next = model.nextIncarnation();
        boolean isNew = !gateway.seen().has(name);
        boolean givesOther = model.isSure(
                name,
                job -> FaultyGateway.BUNDLE.equals(job.owner())
                        && !job.given().isEmpty()
                        && !job.given().equals(schedule));
        if ((isNew || givesOther) && random.nextBoolean()) {
            calls.call(
                    "run " + name + " " + schedule,
                    List.of(name),
                    () -> gateway.run(name, schedule),
                    world -> world.with(name, job -> job.made(FaultyGateway.BUNDLE, schedule, next)));
        } else {
            calls.call(
                    "define " + name + " " + schedule,
                    List.of(name),
                    () -> gateway.code().define(FaultyGateway.properties(name, schedule)),
                    world -> world.with(name, job -> job.defined(schedule, next)));
        }
    }

    private void cancel(String name) {
        if (gateway.seen().has(name)) {
            calls.call("cancel " + name, List.of(name), () -> gateway.job(name).cancel(), cancelled(List.of(name)));
        }
    }

    private void clear() {
        SeenJobs seen = gateway.seen();
        List<String> mine = FaultyGateway.NAMES.stream()
                .filter(name -> FaultyGateway.BUNDLE.equals(seen.owners().get(name)))
                .toList();
        if (!mine.isEmpty()) {
            calls.call(
                    "clear, which cancels " + mine, mine, () -> gateway.code().clear(), cancelled(mine));
        }
    }

    private UnaryOperator<PossibleWorld> cancelled(List<String> names) {
        return world ->
                world.with((name, job) -> names.contains(name) ? job.cancelled(gateway.isNeverSaved(name)) : job);
    }

    private void bringBack(String name) {
        SeenJobs seen = gateway.seen();
        String schedule = seen.offered().get(name);
        if (schedule != null && !seen.has(name)) {
            int next = model.nextIncarnation();
            calls.call(
                    "bring back " + name,
                    List.of(name),
                    () -> gateway.code().bringBack(name),
                    world -> world.with(name, job -> job.broughtBack(schedule, next)));
        }
    }

    private void defineAll() {
        Map<String, String> schedules = new TreeMap<>();
        for (String name : FaultyGateway.NAMES) {
            if (random.nextInt(3) > 0) {
                schedules.put(name, schedule());
            }
        }
        if (schedules.isEmpty()) {
            return;
        }
        int next = model.nextIncarnation();
        List<Map<String, Object>> all = schedules.entrySet().stream()
                .map(entry -> FaultyGateway.properties(entry.getKey(), entry.getValue()))
                .toList();
        calls.call(
                "define all of " + schedules,
                schedules.keySet(),
                () -> gateway.code().defineAll(all),
                world -> world.with(
                        (name, job) -> schedules.containsKey(name) ? job.defined(schedules.get(name), next) : job));
    }

    private void exportOrImport() {
        if (exported.isEmpty() || random.nextBoolean()) {
            exported.export();
        } else {
            exported.importAgain();
        }
    }

    // Others

    private void pause(String name) {
        if (gateway.seen().has(name) && model.isCertain()) {
            log.step("pause " + name);
            gateway.job(name).pause();
            gateway.settle();
            model.paused(name);
            assertThat(gateway.seen().paused()).contains(name);
        }
    }

    private void settleWithFaults() {
        switch (random.nextInt(6)) {
            case 0 -> gateway.stateFaults().killAt(1 + random.nextInt(3));
            case 1 -> gateway.stateFaults().failAt(1, 1);
            default -> {}
        }
        log.step("2 minutes pass; state store: " + gateway.stateFaults());
        gateway.advance(FaultyGateway.SAVED);
        if (!gateway.isKilled()) {
            gateway.clearFaults();
            kills.settle();
        }
    }

    private void passHalfAMinute() {
        log.step("31 s pass");
        gateway.advance(Duration.ofSeconds(31));
        model.check(gateway.seen());
    }

    private void restart() {
        if (random.nextInt(3) > 0) {
            kills.killAndStart();
        } else if (model.isCertain()) {
            log.step("stop in order, and start");
            gateway.restart();
            model.checkStart(gateway.seen());
            kills.settled();
        }
    }

    private String name() {
        int several = random.nextInt(3) > 0 ? 1 : FaultyGateway.NAMES.size();
        return FaultyGateway.NAMES.get(random.nextInt(several)); // one more often than others
    }

    /** One of a few schedules, so that a job has the same one again. */
    private String schedule() {
        return "every " + (102 + random.nextInt(6)) + " hours";
    }
}
