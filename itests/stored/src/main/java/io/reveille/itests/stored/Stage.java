package io.reveille.itests.stored;

import io.reveille.Delivery;
import io.reveille.Job;
import io.reveille.JobBuilder;
import io.reveille.JobTransfer;
import io.reveille.Misfire;
import io.reveille.Overlap;
import io.reveille.ScheduleService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.Objects;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Makes jobs that come into every state that is stored. The framework property {@code stage.folder} names a folder where
 * each step leaves an empty file of its name when it is done, and where the file {@code go-STEP} starts it:
 *
 * <ol>
 *   <li>{@code set}: jobs of all kinds, made by code and by configurations; after it the gateway is killed, so that the
 *       next life claims each start
 *   <li>{@code saved}: a job that {@code cut} cancels, and its state in the store
 *   <li>{@code cut}: what {@code go-cut} says, a {@code cancel} or an {@code import}; the process is killed right after it,
 *       before the state that comes of it is saved
 * </ol>
 */
@Component(
        immediate = true,
        service = {})
public final class Stage {

    private static final String FACTORY = "io.reveille.job";

    private final Path folder;
    private final ScheduleService scheduler;
    private final JobTransfer transfer;
    private final ConfigurationAdmin admin;
    private final Thread thread = new Thread(this::play, "stage");

    @Activate
    public Stage(
            BundleContext context,
            @Reference ScheduleService scheduler,
            @Reference JobTransfer transfer,
            @Reference ConfigurationAdmin admin) {
        this.folder = Path.of(Objects.requireNonNull(context.getProperty("stage.folder"), "stage.folder"));
        this.scheduler = scheduler;
        this.transfer = transfer;
        this.admin = admin;
    }

    @Activate
    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    @Deactivate
    void stop() {
        thread.interrupt();
    }

    @SuppressWarnings("CatchAndPrintStackTrace") // on the terminal, where whoever writes the folder looks
    private void play() {
        try {
            step("set", this::set);
            step("saved", this::save);
            step("cut", this::cut);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the gateway stops
        } catch (IOException | RuntimeException e) {
            e.printStackTrace();
        }
    }

    private interface Step {
        void play() throws IOException, InterruptedException;
    }

    private void step(String name, Step step) throws IOException, InterruptedException {
        if (Files.exists(folder.resolve(name))) {
            return;
        }
        while (!Files.exists(folder.resolve("go-" + name))) {
            Thread.sleep(100);
        }
        step.play();
        Files.createFile(folder.resolve(name));
    }

    private void set() throws IOException, InterruptedException {
        runs();
        waits();
        times();
        configurations();
        Thread.sleep(12_000);
        code("paused", "every 2 seconds").pause();
    }

    /** Jobs that run: with ends of all kinds, or none. */
    private void runs() {
        code("remembers", "every second");
        builder("dose", "every 2 seconds")
                .delivery(Delivery.AT_MOST_ONCE)
                .with(act("hang"))
                .run(Act.NAME);
        builder("hangs", "every 2 seconds")
                .overlap(Overlap.QUEUE)
                .with(act("hang"))
                .run(Act.NAME);
        builder("beside", "every 3 seconds")
                .overlap(Overlap.PARALLEL)
                .with(act("hang"))
                .run(Act.NAME);
        builder("later", "once in 3 seconds").with(act("later")).run(Act.NAME);
        builder("again", "once in 3 seconds")
                .with(act("fail"))
                .retry(5, Duration.ofMinutes(30), Duration.ofMinutes(40))
                .run(Act.NAME);
        builder("quarantined", "every second").with(act("fail")).run(Act.NAME);
        code("paused", "every 2 seconds");
        code("deleted", "every 2 seconds");
    }

    /** Jobs that wait for a handler, a gate, another job. */
    private void waits() {
        builder("waits", "every 4 seconds").run("nobody");
        builder("gated", "every 4 seconds").onlyIf("disk / above 900000 GB").run(Act.NAME);
        code("leads", "every 5 seconds");
        builder("follows", "after \"leads\"").run(Act.NAME);
        builder("stays", "after \"leads\"").run("nobody");
        builder("after-dose", "after \"dose\" fails").run(Act.NAME);
    }

    /** Jobs whose schedules count, end, or are relative. */
    private void times() {
        builder("twice", "every second times 2").run(Act.NAME);
        builder("dozen", "every 4 seconds times 12").run(Act.NAME);
        builder("relative", "once in 45 minutes").run(Act.NAME);
        builder("ends", "every minute until 2 hours from definition").run(Act.NAME);
        builder("starts", "every minute starting 30 minutes from definition").run(Act.NAME);
        builder("nightly", "every day at 02:30 in Europe/Rome")
                .misfire(Misfire.SKIP)
                .run(Act.NAME);
        builder("weekday", "cron */5 6-22 * * MON-FRI in Europe/Rome")
                .misfireAll(50)
                .run(Act.NAME);
        builder("random", "every 5 to 10 minutes").run(Act.NAME);
    }

    private void configurations() throws IOException {
        put(admin.createFactoryConfiguration(FACTORY, "?"), "by-form", "every 3 seconds", Act.NAME);
        put(configuration("broken"), "broken", "every 3 parsecs", Act.NAME);
        put(configuration("gone"), "gone", "every 3 seconds", Act.NAME);
        put(configuration("twin"), "twin", "every 3 seconds", Act.NAME);
        put(configuration("a-leftover"), "twin", "every 3 seconds", Act.NAME);
        code("edited", "every 3 seconds");
        put(configuration("edited"), "edited", "every 6 seconds", Act.NAME);
    }

    private void save() throws IOException, InterruptedException {
        code("deleted", "every 2 seconds").cancel();
        configuration("gone").delete();
        code("cancel-cut", "every 2 seconds");
        Thread.sleep(35_000); // until it is saved
    }

    /** What is saved next is not saved any more: the process ends as soon as the change is made. */
    private void cut() throws IOException {
        switch (Files.readString(folder.resolve("go-cut")).strip()) {
            case "cancel" -> scheduler.job("cancel-cut").ifPresent(Job::cancel);
            case "import" -> {
                String before = transfer.export(true);
                StringBuilder jobs = new StringBuilder();
                for (int i = 1; i <= 6; i++) {
                    jobs.append(i == 1 ? "" : ",").append(imported(i, before));
                }
                transfer.plan("{\"format\":\"io.reveille.jobs\",\"version\":1,\"jobs\":[" + jobs + "]}")
                        .apply();
            }
            default -> throw new IOException("go-cut says neither cancel nor import");
        }
        Runtime.getRuntime().halt(137);
    }

    /** A job of an import, that goes on with the state of another. */
    private static String imported(int number, String document) {
        int at = document.indexOf("\"state\"", document.indexOf("\"name\": \"remembers\""));
        int from = document.indexOf('{', at);
        int depth = 0;
        int to = from;
        do {
            depth += document.charAt(to) == '{' ? 1 : document.charAt(to) == '}' ? -1 : 0;
            to++;
        } while (depth > 0);
        return "{\"name\":\"imported-" + number + "\",\"schedule\":\"every second\",\"handler\":\"act\",\"state\":"
                + document.substring(from, to) + "}";
    }

    private Job code(String name, String schedule) {
        return builder(name, schedule).run(Act.NAME);
    }

    private JobBuilder builder(String name, String schedule) {
        return scheduler.schedule(schedule).named(name);
    }

    private static Map<String, Object> act(String act) {
        return Map.of("act", act);
    }

    private Configuration configuration(String name) throws IOException {
        return admin.getFactoryConfiguration(FACTORY, name, "?");
    }

    @SuppressWarnings("JdkObsolete") // ConfigurationAdmin takes a Dictionary
    private static void put(Configuration configuration, String name, String schedule, String handler)
            throws IOException {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("name", name);
        properties.put("schedule", schedule);
        properties.put("handler", handler);
        configuration.update(properties);
    }
}
