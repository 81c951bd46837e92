package io.reveille.itests.torture;

import io.reveille.Delivery;
import io.reveille.Job;
import io.reveille.Misfire;
import io.reveille.ScheduleService;
import io.reveille.itests.torture.Entry.What;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Creates, changes and deletes jobs by the API, and writes down each call before it is made and after it has returned. */
final class Churn {

    /** Some lie at an address of their own name, some at one that is made from its hash. */
    static final List<String> NAMES =
            List.of("plain", "with-dash", "under_score", "dot.ted", "ümlaut", "a+b", "x1", "x2");

    private static final List<Misfire> MISFIRES = List.of(Misfire.values());

    private final ScheduleService scheduler;
    private final Witness witness;
    private final Runnable operator;
    private final Random random;
    private long version;

    /**
     * @param operator does now and then what only an operator can do, and writes it down
     * @param version the versions that it gives are greater than this
     */
    Churn(ScheduleService scheduler, Witness witness, Runnable operator, Random random, long version) {
        this.scheduler = scheduler;
        this.witness = witness;
        this.operator = operator;
        this.random = random;
        this.version = version;
    }

    /** Does one thing, to one job mostly. */
    void once() {
        if (random.nextInt(20) == 0) {
            operator.run();
        }
        String name = NAMES.get(random.nextInt(NAMES.size()));
        if (random.nextInt(4) == 0) {
            scheduler.job(name).ifPresent(this::delete);
        } else {
            define(name);
        }
    }

    private void define(String name) {
        Delivery delivery = random.nextBoolean() ? Delivery.AT_LEAST_ONCE : Delivery.AT_MOST_ONCE;
        Misfire misfire = MISFIRES.get(random.nextInt(MISFIRES.size()));
        Map<String, ?> v = Map.of("v", ++version);
        witness.write(What.DEFINING, name, v);
        try {
            Job job = scheduler
                    .schedule("every " + (2 + random.nextInt(2)) + " seconds")
                    .named(name)
                    .delivery(delivery)
                    .misfire(misfire)
                    .with(Map.of("v", version, "delivery", delivery.name()))
                    .run(Work.NAME);
            boolean stands = version(job) == version;
            witness.write(
                    stands ? What.DEFINED : What.IGNORED,
                    name,
                    stands ? v : Map.of("v", version, "there", version(job)));
        } catch (IllegalStateException e) {
            failed(name, e);
        }
    }

    private void delete(Job job) {
        witness.write(What.DELETING, job.name(), Map.of());
        try {
            witness.write(job.cancel() ? What.DELETED : What.FAILED, job.name(), Map.of());
        } catch (IllegalStateException e) {
            failed(job.name(), e);
        }
    }

    private void failed(String name, IllegalStateException e) {
        witness.write(What.FAILED, name, Map.of("reason", e + ";" + Optional.ofNullable(e.getCause())));
    }

    /** The version of the definition that is there. */
    static long version(Job job) {
        return (long) job.definition().arguments().getOrDefault("v", -1L);
    }
}
