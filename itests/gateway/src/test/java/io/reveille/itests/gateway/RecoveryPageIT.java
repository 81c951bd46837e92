package io.reveille.itests.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page about what was deleted or damaged, in a real browser. */
class RecoveryPageIT {

    @TempDir
    Path temp;

    private final int port = GatewayProcess.freePort();

    @Test
    void aJobThatWasDeletedInTheConsoleIsBroughtBack() throws Exception {
        try (GatewayProcess gateway = GatewayProcess.run(
                                temp, "--data", temp.resolve("data").toString(), "--port", String.valueOf(port))
                        .awaitUp();
                Browser browser = new Browser(temp.resolve("browser"), "admin", gateway.password())) {
            ConsoleClient console = new ConsoleClient(port, "admin", gateway.password());
            browser.open("http://127.0.0.1:" + port + "/system/console/reveille-recovery");
            browser.awaitText("#no-jobs", "No job was deleted");
            browser.awaitText("#no-texts", "There is none.");

            console.post("/configMgr/io.reveille.job~log", "apply=true&delete=true");
            browser.awaitText("#jobs", "every minute");
            assertThat(browser.text("#jobs")).contains("DELETED");
            assertThat(console.jobs()).doesNotContain("log");
            browser.click("#jobs button");

            browser.awaitText("#said", "log is back. ");
            browser.awaitText("#no-jobs", "No job was deleted");
            assertThat(console.jobs()).contains("log");
        }
    }
}
