package io.reveille.itests.debian;

import io.reveille.itests.torture.TestedProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The service's command, run as systemd runs it: by the unit's own words, as its user, without any capability, with its
 * environment, and with somebody who listens where it tells that it is ready.
 */
final class GatewayService extends TestedProcess {

    // What is told is printed. Files that come with it are closed at once, which is what systemd-notify waits for.
    private static final String LISTEN = "$|=1; unlink '/run/notify'; socket(S,PF_UNIX,SOCK_DGRAM,0)||die;"
            + " bind(S,sockaddr_un('/run/notify'))||die; chmod 0666,'/run/notify'; print \"listening\\n\";"
            + " while(defined recv(S,$m,65536,0)){print \"$m\\n\"}";

    private final Machine machine;
    private final TestedProcess listener;

    private GatewayService(Machine machine, TestedProcess listener, String command, Path logs) {
        super(machine.inside("sh", "-ec", command), Map.of(), "", logs);
        this.machine = machine;
        this.listener = listener;
    }

    static GatewayService start(Machine machine, Path logs) throws Exception {
        TestedProcess listener =
                new TestedProcess(machine.inside("perl", "-MSocket", "-e", LISTEN), Map.of(), "", logs);
        listener.await(PATIENCE).until(() -> listener.output().startsWith("listening"));
        Unit unit = new Unit(machine.run("cat", Unit.FILE));
        String file = unit.value("EnvironmentFile").replaceFirst("^-", "");
        String command = String.join(
                "\n",
                List.of(
                        "echo $$ >/run/gateway.pid",
                        "cd " + unit.value("WorkingDirectory"),
                        "umask " + unit.value("UMask"),
                        "set -a; . " + file + "; set +a",
                        "export NOTIFY_SOCKET=/run/notify",
                        "exec setpriv --reuid=" + unit.value("User") + " --regid=" + unit.value("Group")
                                + " --init-groups --no-new-privs --bounding-set=-all " + unit.value("ExecStart")));
        return new GatewayService(machine, listener, command, logs);
    }

    /** What it has told systemd so far. */
    String told() {
        return listener.output();
    }

    GatewayService awaitReady() {
        await(PATIENCE).until(() -> told().contains("READY=1"));
        return this;
    }

    /** Sends a signal to its main process, and returns the status that this ends with. */
    int end(String signal) throws Exception {
        machine.shell("kill -" + signal + " $(cat /run/gateway.pid)");
        int status = awaitEnd();
        listener.close();
        return status;
    }
}
