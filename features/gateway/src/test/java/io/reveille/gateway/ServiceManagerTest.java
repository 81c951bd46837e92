package io.reveille.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program that tells is a script here; itests/debian has systemd's own. */
@Timeout(60)
class ServiceManagerTest {

    private static final Map<String, String> LISTENS = Map.of("NOTIFY_SOCKET", "/run/systemd/notify");

    @TempDir
    Path folder;

    @Test
    void itIsToldByItsProgramThatAllIsUp() throws IOException {
        Path told = folder.resolve("told");
        ServiceManager manager = new ServiceManager(script("printf '%s\\n' \"$@\" >" + told), LISTENS);

        manager.ready("Jobs are scheduled");
        assertThat(told).content().isEqualTo("--ready\n--status=Jobs are scheduled\n");
        manager.status("It is down");
        assertThat(told).content().isEqualTo("--status=It is down\n");
    }

    @Test
    void nothingIsRunWhereNoManagerListens() throws IOException {
        Path told = folder.resolve("told");
        String script = script("touch " + told);

        new ServiceManager(script, Map.of()).ready("Jobs are scheduled");
        new ServiceManager(script, Map.of("NOTIFY_SOCKET", "")).ready("Jobs are scheduled");
        assertThat(told).doesNotExist();
    }

    @Test
    void aManagerThatCannotBeToldIsNamedAndTheGatewayGoesOn() throws IOException {
        assertThat(said(new ServiceManager(script("exit 3"), LISTENS))).contains("ended with status 3", "patience");
        assertThat(said(new ServiceManager(folder.resolve("none").toString(), LISTENS)))
                .contains(folder.resolve("none").toString(), "cannot be run");
    }

    private static String said(ServiceManager manager) {
        PrintStream errors = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try {
            System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
            manager.ready("Jobs are scheduled");
        } finally {
            System.setErr(errors);
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    private String script(String line) throws IOException {
        Path script = Files.writeString(folder.resolve("tell"), "#!/bin/sh\n" + line + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return script.toString();
    }
}
