package io.reveille.gateway;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The service manager that has started this process and wants to know when it is ready: systemd, with {@code
 * Type=notify}. Its own program tells it, since Java has no datagram sockets of UNIX; one process at the start is all it
 * costs.
 */
final class ServiceManager {

    private static final String SOCKET = "NOTIFY_SOCKET";
    private static final File NOTHING = new File("/dev/null");
    private static final long PATIENCE_SECONDS = 20;

    private final String program;
    private final boolean listens;

    /**
     * @param program the program that tells
     * @param environment in which the manager says where it listens, if it does
     */
    ServiceManager(String program, Map<String, String> environment) {
        this.program = program;
        this.listens = !environment.getOrDefault(SOCKET, "").isEmpty();
    }

    static ServiceManager ofThisProcess() {
        return new ServiceManager("systemd-notify", System.getenv());
    }

    /** Tells that all is up: whoever waits for this service goes on. */
    void ready(String status) {
        tell("--ready", "--status=" + status);
    }

    /** Tells how it stands, for those who ask the manager. */
    void status(String status) {
        tell("--status=" + status);
    }

    private void tell(String... words) {
        if (!listens) {
            return;
        }
        List<String> command = new ArrayList<>();
        command.add(program);
        command.addAll(List.of(words));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(Redirect.from(NOTHING))
                    .redirectOutput(Redirect.INHERIT)
                    .redirectError(Redirect.INHERIT)
                    .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                failed("did not end within " + PATIENCE_SECONDS + " s");
            } else if (process.exitValue() != 0) {
                failed("ended with status " + process.exitValue());
            }
        } catch (IOException e) {
            failed("cannot be run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void failed(String why) {
        System.err.println("gateway: the service manager was not told how the gateway stands, for " + program + " "
                + why + "; one that waits to be told ends the gateway when its patience is over");
    }
}
