package io.reveille.itests.torture;

import io.reveille.DeletedJob;
import io.reveille.Job;
import io.reveille.JobStatus;
import io.reveille.ScheduleService;
import io.reveille.SchedulerStatus;
import io.reveille.itests.torture.Entry.What;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Says at each start what the scheduler knows, brings back what is missing, then changes definitions until the process is
 * killed. If there is a file
 * {@value #FINISH} in the witness's folder it comes to an end in order instead: all that was missed runs, all is paused,
 * and what the scheduler knows then is said once more. Without the framework property {@code torture.seed} definitions
 * are left alone. A service {@code Runnable} with the property {@code torture=operator} is called among those changes.
 */
@Component(
        immediate = true,
        service = {})
public final class Driver {

    /** The name of that file. */
    public static final String FINISH = "finish";

    private final BundleContext context;
    private final Path folder;
    private final ScheduleService scheduler;
    private final Witness witness;
    private final Optional<Long> seed;
    private @Nullable Thread thread;

    @Activate
    public Driver(BundleContext context, @Reference ScheduleService scheduler) {
        this.context = context;
        this.folder = Witness.folder(context);
        this.scheduler = scheduler;
        this.witness = Witness.in(folder);
        this.seed = Optional.ofNullable(context.getProperty("torture.seed")).map(Long::valueOf);
    }

    @Activate
    void start() {
        Thread started = new Thread(this::drive, "torture");
        started.setDaemon(true);
        started.start();
        thread = started;
    }

    @Deactivate
    void stop() throws InterruptedException, IOException {
        Thread running = thread;
        if (running != null) {
            running.interrupt();
            running.join();
        }
        witness.close();
    }

    @SuppressWarnings("CatchAndPrintStackTrace") // on the terminal, where whoever kills the gateway looks
    private void drive() {
        try {
            long life = lives();
            witness.write(What.LIFE, "-", Map.of("number", life));
            look();
            List<DeletedJob> missing = missing();
            witness.write(What.LOOKED, "-", Map.of());
            if (isOver()) {
                return;
            }
            missing.forEach(job -> found(scheduler.bringBack(job.name())));
            resume();
            Steady.ALL.forEach(job -> job.define(scheduler));
            witness.write(What.DRIVING, "-", Map.of());
            if (seed.isPresent()) {
                churn(new Random(seed.get() + life), life);
                finish();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the gateway stops
        } catch (IOException | RuntimeException e) {
            e.printStackTrace();
        }
    }

    private void churn(Random random, long life) throws InterruptedException {
        Churn churn = new Churn(scheduler, witness, operator(), random, life * 100_000);
        while (!Files.exists(folder.resolve(FINISH))) {
            // In bursts too, so that a kill meets definitions in mid-write.
            for (int i = random.nextInt(8) == 0 ? 20 : 1; i > 0; i--) {
                churn.once();
            }
            Thread.sleep(random.nextInt(20, 100));
        }
    }

    private Runnable operator() {
        try {
            return context.getServiceReferences(Runnable.class, "(torture=operator)").stream()
                    .findFirst()
                    .map(context::getService)
                    .orElse(() -> {});
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private void look() {
        scheduler.jobs().forEach(this::found);
        scheduler
                .broken()
                .forEach(broken ->
                        witness.write(What.FOUND, "?", Map.of("broken", broken.source(), "reason", broken.reason())));
    }

    private void found(Job job) {
        JobStatus status = job.status();
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("v", Churn.version(job));
        more.put("runs", status.runs());
        more.put("missed", status.missed());
        more.put("skipped", status.skipped());
        more.put("failures", status.failures());
        more.put("state", status.state());
        more.put("reason", status.reason());
        witness.write(What.FOUND, job.name(), more);
    }

    /** Those whose definitions are lost. */
    private List<DeletedJob> missing() {
        List<DeletedJob> missing = scheduler.deleted().stream()
                .filter(job -> job.how() == DeletedJob.How.MISSING)
                .toList();
        missing.forEach(job -> witness.write(What.OFFERED, job.name(), Map.of("v", Witness.version(job.properties()))));
        return missing;
    }

    /** Kills meet runs, and three of them in a row have their job quarantined, as they should. */
    private void resume() {
        for (Job job : scheduler.jobs()) {
            if (job.status().reason().contains("crashed")) {
                // Before and after, for a kill may fall between.
                witness.write(What.RESUMED, job.name(), Map.of());
                job.resume();
                witness.write(What.RESUMED, job.name(), Map.of());
            }
        }
    }

    private void finish() throws InterruptedException {
        await(this::hasCaughtUp);
        scheduler.pauseAll();
        await(this::isQuiet);
        look();
        witness.write(What.OVER, "-", Map.of());
    }

    private boolean hasCaughtUp() {
        return Steady.ALL.stream()
                .allMatch(job -> scheduler
                        .job(job.name())
                        .flatMap(there -> there.status().lastRun())
                        .filter(run -> run.missed() == 0)
                        .filter(run -> run.nominalTime()
                                .isAfter(Instant.now().minus(job.interval().plusSeconds(1))))
                        .isPresent());
    }

    private boolean isQuiet() {
        SchedulerStatus status = scheduler.status();
        return status.running() == 0 && status.waiting() == 0;
    }

    /** For as long as it takes: whoever kills the gateway has had enough at some time, and says so. */
    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(50);
        }
    }

    private boolean isOver() throws IOException {
        return lines().stream().anyMatch(line -> line.contains(" " + What.OVER + " "));
    }

    private long lives() throws IOException {
        return lines().stream()
                        .filter(line -> line.contains(" " + What.LIFE + " "))
                        .count()
                + 1;
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(Witness.file(folder));
    }
}
