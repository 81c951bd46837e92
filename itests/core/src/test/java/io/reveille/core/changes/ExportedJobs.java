package io.reveille.core.changes;

import io.reveille.ImportPlan;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Jobs as they were exported at some time, with their state, to be imported again. */
final class ExportedJobs {

    private final FaultyGateway gateway;
    private final ChangesModel model;
    private final ChangeCalls calls;
    private String document = "";
    private Map<String, String> schedules = Map.of();
    private Set<String> paused = Set.of();

    ExportedJobs(FaultyGateway gateway, ChangesModel model, ChangeCalls calls) {
        this.gateway = gateway;
        this.model = model;
        this.calls = calls;
    }

    boolean isEmpty() {
        return schedules.isEmpty();
    }

    void export() {
        SeenJobs seen = gateway.seen();
        gateway.log().step("export " + seen);
        document = gateway.transfer().export(true);
        schedules = seen.schedules();
        paused = seen.paused();
    }

    /** Imports the jobs that differ by now; one that is not there goes on with its exported state. */
    void importAgain() {
        SeenJobs seen = gateway.seen();
        Map<String, String> changing = new TreeMap<>(schedules);
        changing.entrySet().removeAll(seen.schedules().entrySet());
        if (changing.isEmpty()) {
            return;
        }
        int next = model.nextIncarnation();
        changing.keySet().stream()
                .filter(Predicate.not(seen::has))
                .filter(paused::contains)
                .forEach(name -> model.importedAsPaused(name, next));
        ImportPlan plan = gateway.transfer().plan(document);
        calls.call(
                "import " + changing + ", paused are " + paused,
                changing.keySet(),
                plan::apply,
                world -> world.with(
                        (name, job) -> changing.containsKey(name) ? job.imported(changing.get(name), next) : job));
    }
}
