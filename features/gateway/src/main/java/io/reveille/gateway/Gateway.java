package io.reveille.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.osgi.framework.BundleException;

/** The command: prepares the data folder, then runs the framework in this process until it is stopped. */
public final class Gateway {

    private Gateway() {}

    public static void main(String[] arguments) throws InterruptedException {
        // The framework prints versions by this locale, and reads them again: in the digits of some it finds nothing.
        Locale.setDefault(Locale.Category.FORMAT, Locale.ENGLISH);
        int exitCode = 0;
        try {
            exitCode = run(Options.parse(List.of(arguments)));
        } catch (StartException e) {
            System.err.println("gateway: " + e.getMessage());
            exitCode = e.exitCode();
        }
        // Bundles may have left threads behind that would keep the process alive.
        System.exit(exitCode);
    }

    /** Returns the exit status. */
    private static int run(Options options) throws StartException, InterruptedException {
        switch (options.action()) {
            case HELP -> System.out.print(help());
            case SET_PASSWORD -> setPassword(options, GatewayFolder.open(options.data()));
            case START -> start(options);
            case ASK -> {
                return new Ask(options.data()).run(options.commands(), System.out, System.err);
            }
        }
        return 0;
    }

    private static String help() {
        try (InputStream text = Gateway.class.getResourceAsStream("help.txt")) {
            return new String(Objects.requireNonNull(text).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("The help text is not in this jar", e);
        }
    }

    private static void setPassword(Options options, GatewayFolder data) throws StartException {
        String given = PasswordPrompt.ask();
        String password = given.isEmpty() ? AdminPassword.random() : AdminPassword.check(given);
        try {
            String user = Login.change(data.login(), store(options, data), password);
            System.out.println(
                    "The console's user " + user + " has a new password" + (given.isEmpty() ? ": " + password : "."));
        } catch (IOException e) {
            throw storeFailed(data, e);
        }
    }

    private static void start(Options options) throws StartException, InterruptedException {
        ConsoleAddress console = new ConsoleAddress(options.port());
        // Before the data folder: a start that cannot succeed leaves nothing behind.
        console.requireFreePort();
        GatewayFolder data = GatewayFolder.open(options.data());
        data.useTemporary();
        Login login = login(options, data);
        ProcessEnd end = new ProcessEnd(data);
        OsgiFramework framework =
                OsgiFramework.create(Path.of(System.getProperty("reveille.home", ".")), data, login, options, end);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(framework), "gateway-stop"));
        framework.start();
        data.forgetEnd();
        MemoryWatch.start(end::memoryExhausted);
        if (console.awaitAnswer()) {
            String why = framework.whyNoScheduler();
            welcome(options, console, data, login, why.isEmpty());
            keep(options, login);
            if (!why.isEmpty()) {
                System.err.println(
                        "gateway: the scheduler is not up, and no job runs: " + why + "; what is corrected in"
                                + " the console counts at once, else start the gateway again; "
                                + framework.log() + " says more");
            }
        } else {
            System.err.println("gateway: " + console.url() + " does not answer; the gateway runs without it, "
                    + framework.log() + " says why");
        }
        if (options.service()) {
            report(framework, console);
        }
        framework.awaitStop();
    }

    /** Tells the service manager that the scheduler is up: now, or when what keeps it down has been corrected. */
    private static void report(OsgiFramework framework, ConsoleAddress console) throws InterruptedException {
        ServiceManager manager = ServiceManager.ofThisProcess();
        String up = "Jobs are scheduled; the console is at " + console.url();
        String why = framework.whyNoScheduler();
        if (why.isEmpty()) {
            manager.ready(up);
        } else {
            manager.status("The scheduler is not up, and no job runs: " + why);
            framework.whenScheduler(() -> manager.ready(up));
        }
    }

    private static ConfigStore store(Options options, GatewayFolder data) throws IOException {
        return ConfigStore.open(data.config(), !options.service());
    }

    private static Login login(Options options, GatewayFolder data) throws StartException {
        try {
            return Login.ensure(data.login(), store(options, data));
        } catch (IOException e) {
            throw storeFailed(data, e);
        }
    }

    /** Keeps a new password once it has been shown: one that nobody has seen would be of no use. */
    private static void keep(Options options, Login login) {
        if (System.out.checkError() && !options.service()) {
            return;
        }
        try {
            if (options.service()) {
                login.show();
            }
            login.keep();
        } catch (IOException e) {
            System.err.println(
                    "gateway: this password is good until the gateway stops, and the next start makes another,"
                            + " for it cannot be stored (" + e.getMessage() + ")");
        }
    }

    private static StartException storeFailed(GatewayFolder data, IOException e) {
        return StartException.failed("the configurations or the login in " + data.path()
                + " cannot be read or written (" + e.getMessage() + ")");
    }

    private static void welcome(Options options, ConsoleAddress console, GatewayFolder data, Login login, boolean up) {
        String password = login.fresh()
                .map(made -> options.service()
                        ? "in " + data.login().first() + ", until it is changed" // many may read a journal
                        : made + "   (shown only now: only its hash is stored)")
                .orElse("as before"
                        + (options.service() ? "" : "; for a new one stop the gateway and run it with --set-password"));
        double seconds = ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0;
        System.out.printf(
                Locale.ROOT,
                """
                Reveille gateway %s after %.1f s%s
                  console   %s
                  user      %s
                  password  %s
                  data      %s
                """,
                up ? "is up" : "runs WITHOUT its scheduler",
                seconds,
                options.service() ? "" : "; Ctrl-C stops it",
                console.url(),
                login.user(),
                password,
                data.path());
    }

    private static void stop(OsgiFramework framework) {
        try {
            framework.stop();
            System.out.println("Reveille gateway has stopped");
        } catch (BundleException e) {
            System.err.println("gateway: not stopped in order (" + e.getMessage() + ")");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
