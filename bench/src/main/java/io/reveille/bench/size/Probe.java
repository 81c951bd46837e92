package io.reveille.bench.size;

import io.reveille.Job;
import io.reveille.JobHandler;
import io.reveille.JobResult;
import io.reveille.JobState;
import io.reveille.ScheduleService;
import io.reveille.spi.StateRecord;
import io.reveille.spi.StateStore;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * A bundle that says, on standard output, when a gateway's jobs were all planned, how long it takes to save one of them,
 * and how much of the heap is in use. The framework property {@code probe} says what else it does: {@code save} one job
 * after the other, {@code run} all of them, or nothing.
 */
public final class Probe implements BundleActivator {

    static final String HANDLER = "probe";

    private static final int SAVES = 400;

    @Override
    @SuppressWarnings("JdkObsolete") // so does the framework
    public void start(BundleContext context) {
        context.registerService(
                JobHandler.class, job -> JobResult.success(), new Hashtable<>(Map.of("job.handler", HANDLER)));
        Thread thread = new Thread(() -> measure(context), "probe");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void stop(BundleContext context) {}

    @SuppressWarnings("CatchAndPrintStackTrace") // on the terminal, where all it says goes
    private static void measure(BundleContext context) {
        try {
            ScheduleService scheduler = service(context, ScheduleService.class); // it has planned all that is stored
            say("planned", uptime());
            say("planned-cpu", processor());
            while (!scheduler.jobs().stream().allMatch(Probe::isPlanned)) {
                Thread.sleep(100);
                say("not-yet", uptime());
            }
            say("jobs", scheduler.jobs().size());
            String more = String.valueOf(context.getProperty("probe"));
            if (more.equals("run")) {
                long began = uptime();
                scheduler.runAll(Duration.ZERO).toCompletableFuture().join();
                say("all-run", uptime() - began);
            }
            // Once the engine has saved what it has to, and all else has come to rest.
            Thread.sleep(35_000);
            if (more.equals("save")) {
                save(service(context, StateStore.class));
            }
            System.gc();
            say(
                    "heap-kb",
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1024);
            say("done", uptime());
        } catch (IOException | InterruptedException | RuntimeException e) {
            e.printStackTrace();
        }
    }

    /** One record of one job, somewhere, in as many saves; the engine has nothing to save meanwhile. */
    private static void save(StateStore store) throws IOException {
        List<StateRecord> records = store.load().stream()
                .filter(record -> record.job().startsWith("job-"))
                .toList();
        say("records", records.size());
        Random random = new Random(7);
        long[] nanos = new long[SAVES];
        for (int i = 0; i < SAVES; i++) {
            StateRecord record = records.get(random.nextInt(records.size()));
            String json = record.json().replaceFirst("\\{", "{\"probe\":" + i + ",");
            long began = System.nanoTime();
            store.save(List.of(new StateRecord(record.job(), json)), List.of());
            nanos[i] = System.nanoTime() - began;
        }
        long first = nanos[0];
        Arrays.sort(nanos);
        say("save-first-us", first / 1000);
        say("save-median-us", nanos[SAVES / 2] / 1000);
        say("save-p99-us", nanos[SAVES * 99 / 100] / 1000);
    }

    private static boolean isPlanned(Job job) {
        return job.status().state() == JobState.READY && job.status().nextRun().isPresent();
    }

    /** The engine is made by whoever asks first; whoever asks meanwhile gets nothing, and the log gets an error. */
    private static <T> T service(BundleContext context, Class<T> type) throws InterruptedException {
        while (true) {
            ServiceReference<T> reference = context.getServiceReference(type);
            T service = reference == null ? null : context.getService(reference);
            if (service != null) {
                return service;
            }
            Thread.sleep(200);
        }
    }

    private static long uptime() {
        return ManagementFactory.getRuntimeMXBean().getUptime();
    }

    /** What the process has used of processors, in milliseconds: on a busy machine it tells more than the clock. */
    private static long processor() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime() / 1_000_000
                : 0;
    }

    private static void say(String what, long value) {
        System.out.println("probe: " + what + " " + value);
    }
}
