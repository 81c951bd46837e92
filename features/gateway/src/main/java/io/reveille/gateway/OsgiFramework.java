package io.reveille.gateway;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** The framework in this process, from its bundles to its orderly stop. */
final class OsgiFramework {

    // Longer than a bundle waits for its running jobs, shorter than the 90 s after which systemd kills.
    private static final long STOP_MILLIS = TimeUnit.SECONDS.toMillis(60);

    private final Framework framework;
    private final Path bundles;
    private final Login login;
    private final ProcessEnd end;
    private final String log;

    private OsgiFramework(Framework framework, Path bundles, Login login, ProcessEnd end, String log) {
        this.framework = framework;
        this.bundles = bundles;
        this.login = login;
        this.end = end;
        this.log = log;
    }

    static OsgiFramework create(Path home, GatewayFolder data, Login login, Options options, ProcessEnd end)
            throws StartException {
        Map<String, String> properties = new HashMap<>();
        Path conf = options.conf().orElse(home.resolve("conf"));
        Path file = conf.resolve("config.properties");
        try (Reader text = Files.newBufferedReader(file)) {
            Properties read = new Properties();
            read.load(text);
            read.stringPropertyNames().forEach(name -> properties.put(name, read.getProperty(name)));
        } catch (IOException e) {
            throw StartException.failed(file + " cannot be read (" + e.getMessage() + "); unpack the gateway again"
                    + (options.conf().isPresent() ? ", or name another folder with --conf DIR" : ""));
        }
        properties.put("reveille.data", data.path().toString());
        // The configuration file may name other places.
        properties.putIfAbsent(
                "reveille.secrets", data.path().resolve("secrets.properties").toString());
        properties.putIfAbsent(
                "reveille.commands", data.path().resolve("commands.txt").toString());
        // The file of logback.xml; the console shows how much is written there. Nothing, where there is no file.
        properties.putIfAbsent(
                "reveille.log", data.path().resolve("log/gateway.log").toString());
        properties.put(
                "reveille.load",
                options.load().orElse(data.path().resolve("load")).toString());
        properties.put("reveille.ask", Ask.socket(data.path()).toString());
        // The configuration file may name another place, or none.
        properties.putIfAbsent("reveille.state", data.state().toString());
        if (data.wasEnded()) {
            properties.put("reveille.ended", "by itself");
        }
        properties.put("felix.cm.dir", data.config().toString());
        properties.put("org.osgi.framework.storage", data.cache().toString());
        properties.put("org.osgi.service.http.port", String.valueOf(options.port()));
        properties.put("org.apache.felix.http.host", ConsoleAddress.HOST);
        properties.put(
                "org.ops4j.pax.logging.StaticLogbackFile",
                conf.resolve("logback.xml").toString());
        options.hosts().ifPresent(names -> properties.put("reveille.console.hosts", names));
        properties.put("gosh.args", options.shell() ? "--quiet" : "--nointeractive");
        // logback.xml sees system properties only.
        System.setProperty("reveille.data", data.path().toString());
        // Any framework beside the launcher: Felix, as shipped.
        FrameworkFactory factory = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow(() -> StartException.failed(home + " has no OSGi framework; unpack the gateway again"));
        String log = properties.get("reveille.log");
        return new OsgiFramework(
                factory.newFramework(properties),
                home.resolve("bundle"),
                login,
                end,
                log == null || log.isEmpty() ? "the log" : log);
    }

    /** Returns when every bundle has been started, or has said on the terminal why not. */
    void start() throws StartException {
        try {
            framework.init();
            Consumer<String> told = end::threadEnded;
            framework
                    .getBundleContext()
                    .registerService(
                            Consumer.class, told, FrameworkUtil.asDictionary(Map.of("reveille.gateway", "end")));
            Bundles.synchronize(bundles, framework.getBundleContext())
                    .forEach(problem -> System.err.println("gateway: " + problem));
            // Anew each time: a stop of the framework takes its services away.
            framework
                    .getBundleContext()
                    .registerService(
                            BiPredicate.class, login, FrameworkUtil.asDictionary(Map.of(Login.PROPERTY, "true")));
            framework
                    .getBundleContext()
                    .registerService(
                            BiFunction.class, login, FrameworkUtil.asDictionary(Map.of(Login.CHANGES, "true")));
            framework.start();
            refuseUnresolved();
        } catch (BundleException | IOException e) {
            throw StartException.failed("the framework does not start (" + e.getMessage()
                    + "); delete the folder cache in the data folder, it is made again");
        }
    }

    /** Reports bundles that cannot be resolved; without the scheduler the start fails. */
    private void refuseUnresolved() throws StartException {
        Map<String, String> unresolved = Bundles.unresolved(framework.getBundleContext());
        String core = unresolved.get(Scheduler.BUNDLE);
        if (core != null) {
            throw StartException.failed("the framework cannot resolve " + unresolved.size()
                    + " of its bundles, the scheduler among them (" + core
                    + "); unpack the gateway again, and look at what was changed in conf/config.properties");
        }
        unresolved.forEach((name, why) ->
                System.err.println("gateway: bundle " + name + " is not resolved, the others are (" + why + ")"));
    }

    /** Why the scheduler is not up, once the bundles are started; empty if it is. */
    String whyNoScheduler() throws InterruptedException {
        return new Scheduler(framework.getBundleContext()).whyNot();
    }

    /** Calls when the scheduler has come up after all; see {@link Scheduler#whenUp}. */
    void whenScheduler(Runnable told) {
        new Scheduler(framework.getBundleContext()).whenUp(told);
    }

    /** Where the gateway logs to, in words. */
    String log() {
        return log;
    }

    /** Waits until somebody stops the framework. A restart, the console has a button for it, is not the end. */
    void awaitStop() throws StartException, InterruptedException {
        while (framework.waitForStop(0).getType() == FrameworkEvent.STOPPED_UPDATE) {
            start();
        }
    }

    /** Stops bundle after bundle, the last started first, so that each can finish what it does and save. */
    void stop() throws InterruptedException, BundleException {
        framework.stop();
        if (framework.waitForStop(STOP_MILLIS).getType() == FrameworkEvent.WAIT_TIMEDOUT) {
            System.err.println("gateway: a bundle has not stopped within " + STOP_MILLIS / 1000
                    + " s; the process ends without it");
        }
    }
}
