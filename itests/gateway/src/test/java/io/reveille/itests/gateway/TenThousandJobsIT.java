package io.reveille.itests.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console of a small gateway with many jobs: these leave a few megabytes of 64, and every answer has to do with them. */
class TenThousandJobsIT {

    private static final int JOBS = 10_000;
    private static final int AT_ONCE = 2_500;

    @TempDir
    Path temp;

    @Test
    void whateverThePageAsksForFitsBesideThem() throws Exception {
        int port = GatewayProcess.freePort();
        Path data = temp.resolve("data");
        try (GatewayProcess gateway = GatewayProcess.withJava(
                        "-Xmx64m", temp, "--data", data.toString(), "--port", String.valueOf(port))
                .awaitUp()) {
            ConsoleClient console = new ConsoleClient(port, "admin", gateway.password());
            for (int first = 0; first < JOBS; first += AT_ONCE) {
                String document = document(first);
                String plan = console.postJson("/reveille/api/plan", document)
                        .get("plan")
                        .getAsString();
                console.postJson("/reveille/api/import?plan=" + plan, document);
            }
            assertThat(names(console)).hasSize(JOBS + 3).doesNotHaveDuplicates().isSorted();
            for (String what : List.of(
                    "runs",
                    "runs?failures=true",
                    "status",
                    "ahead?hours=168",
                    "problems",
                    "trail",
                    "log",
                    "deleted",
                    "quarantined",
                    "handlers")) {
                assertThat(console.json("/reveille/api/" + what).isJsonObject())
                        .as(what)
                        .isTrue();
            }
            assertThat(console.json("/reveille/api/export").getAsJsonObject().getAsJsonArray("jobs"))
                    .hasSize(JOBS + 3);
            assertThat(console.page("/reveille/api/metrics"))
                    .contains("{job=\"meter-09999\"}")
                    .endsWith("# EOF\n");
            assertThat(console.page("/reveille/api/report")).contains("meter-09999: READY");

            String revision = console.json("/reveille/api/jobs?limit=1")
                    .getAsJsonObject()
                    .get("revision")
                    .getAsString();
            console.postJson("/reveille/api/pause", "{\"name\": \"meter-05000\"}");
            JsonObject changed =
                    console.json("/reveille/api/jobs?since=" + revision).getAsJsonObject();
            assertThat(changed.has("all")).isFalse();
            assertThat(changed.getAsJsonArray("jobs").toString()).contains("\"meter-05000\"");

            // Nothing grows by being asked.
            for (int i = 0; i < 2_000; i++) {
                console.page("/reveille/api/jobs?since=" + revision);
            }
            assertThat(names(console)).hasSize(JOBS + 3);
            gateway.terminate();
            assertThat(Files.readString(data.resolve("log/gateway.log"))).doesNotContain("OutOfMemoryError", "ERROR");
        }
    }

    private static String document(int first) {
        StringBuilder jobs = new StringBuilder();
        for (int i = first; i < first + AT_ONCE; i++) {
            jobs.append(i == first ? "" : ",").append("""
                    {"name":"meter-%05d","schedule":"every %d minutes","handler":"log","tags":["hall-%d"],
                     "args":{"message":"%d"}}""".formatted(i, 30 + i % 500, i % 7, i));
        }
        return "{\"format\":\"io.reveille.jobs\",\"version\":1,\"jobs\":[" + jobs + "]}";
    }

    private static List<String> names(ConsoleClient console) {
        List<String> names = new ArrayList<>();
        JsonObject page;
        String after = "";
        do {
            page = console.json("/reveille/api/jobs?limit=2000&after=" + after).getAsJsonObject();
            JsonArray jobs = page.getAsJsonArray("jobs");
            jobs.forEach(job -> names.add(job.getAsJsonObject().get("name").getAsString()));
            after = page.has("more") ? page.get("after").getAsString() : "";
        } while (page.has("more"));
        return names;
    }
}
