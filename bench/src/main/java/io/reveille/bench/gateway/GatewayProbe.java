package io.reveille.bench.gateway;

import io.reveille.JobContext;
import io.reveille.JobHandler;
import io.reveille.JobResult;
import io.reveille.ScheduleService;
import java.lang.management.ManagementFactory;
import java.util.Hashtable;
import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/**
 * A bundle that loads a gateway and says on standard output what it has seen, a line {@code probe: NAME VALUE} each. The
 * framework property {@code probe} names the measurement and its numbers, {@code give 10000} for example; the handler
 * {@value #HANDLER} does nothing but note its runs.
 */
public final class GatewayProbe implements BundleActivator {

    static final String HANDLER = "probe";

    private final Runs runs = new Runs();

    @Override
    @SuppressWarnings("JdkObsolete") // the framework takes a Dictionary
    public void start(BundleContext context) {
        context.registerService(JobHandler.class, this::run, new Hashtable<>(Map.of("job.handler", HANDLER)));
        Thread thread = new Thread(() -> measure(context), "probe");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void stop(BundleContext context) {}

    private JobResult run(JobContext job) {
        runs.ran(job.nominalTime());
        return JobResult.success();
    }

    @SuppressWarnings("CatchAndPrintStackTrace") // on the terminal, where all it says goes
    private void measure(BundleContext context) {
        String[] words = String.valueOf(context.getProperty("probe")).split(" ", -1);
        try {
            Gateway gateway = new Gateway(context);
            if (!words[0].equals("first")) { // which measures the start: the engine is left alone
                gateway.service(ScheduleService.class);
                say("up", uptime());
            }
            switch (words[0]) {
                case "first" -> say("first", runs.awaitFirst());
                case "idle" -> {}
                case "configs" -> new Load(gateway, runs).configurations(number(words, 1));
                case "give" -> new Load(gateway, runs).give(number(words, 1));
                case "due" -> new Load(gateway, runs).dueAtOneInstant(number(words, 1));
                case "every" -> new Load(gateway, runs).every(number(words, 1), number(words, 2), number(words, 3));
                case "calls" -> new Load(gateway, runs).calls(number(words, 1), number(words, 2), number(words, 3));
                case "import" -> new Load(gateway, runs).dryRun(number(words, 1));
                default -> throw new IllegalArgumentException("probe=" + String.join(" ", words));
            }
            say("done", uptime());
        } catch (Exception | Error e) {
            e.printStackTrace();
        }
    }

    private static int number(String[] words, int index) {
        return Integer.parseInt(words[index]);
    }

    /** Returns the milliseconds since the start of the JVM. */
    static long uptime() {
        return ManagementFactory.getRuntimeMXBean().getUptime();
    }

    /** Returns the processor time of the process, in milliseconds. */
    static long processor() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime() / 1_000_000
                : 0;
    }

    static void say(String what, Object value) {
        System.out.println("probe: " + what + " " + value);
    }
}
