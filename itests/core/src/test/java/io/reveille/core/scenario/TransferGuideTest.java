package io.reveille.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.reveille.ImportPlan;
import io.reveille.ImportPlan.Item;
import io.reveille.ImportPlan.Kind;
import io.reveille.testing.ManualScheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/transfer.md shows. */
class TransferGuideTest {

    private static final Pattern BLOCK =
            Pattern.compile("<!-- itests/core: TransferGuideTest -->\\R```json\\R(.*?)```", Pattern.DOTALL);

    private final ManualScheduler gateway = new ManualScheduler();

    private static String page() throws IOException {
        return Files.readString(Path.of("../../docs/transfer.md"));
    }

    private static List<String> blocks() throws IOException {
        return BLOCK.matcher(page())
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
    }

    @Test
    void theDocumentIsWhatAnExportGives() throws IOException {
        String document = blocks().get(0);
        ImportPlan plan = gateway.transfer().plan(document);
        assertThat(plan.items()).extracting(Item::kind).containsExactly(Kind.NEW, Kind.NEW);
        assertThat(plan.items()).extracting(Item::withState).containsExactly(true, false);
        plan.apply();
        gateway.settle();

        String exported = gateway.transfer().export(true);

        assertThat(exported.replaceAll(",\\s*\"definition\": \"[0-9a-f]*\"", "")
                        .replaceAll("(\"defer\": \"10 minutes\"),\\s*\"state\": \\{[^}]*}", "$1"))
                .as("but for what the engine adds")
                .isEqualTo(document);
    }

    @Test
    void theScheduleJsonIsTaken() throws IOException {
        ImportPlan plan = gateway.transfer().plan(blocks().get(1));

        assertThat(plan.items()).extracting(Item::name).containsExactly("poll", "report");
        assertThat(plan.items().toString())
                .contains(
                        "to=every 5 to 10 minutes until 2027-06-01T00:00:00Z",
                        "to=every day at 10:30 in UTC",
                        "to={\"args\":[3],\"name\":\"Peter\"}",
                        "It runs next at 2026-03-04T10:30:00Z.");
        assertThat(blocks()).hasSize(2);
    }

    @Test
    void theRefusalIsShownAsItIs() throws IOException {
        Throwable refused = catchThrowable(() -> gateway.transfer()
                .plan("{\"format\":\"io.reveille.jobs\",\"version\":1,\"jobs\":[{\"name\":\"poll\",\"handler\":\"x\","
                        + "\"schedule\":\"every 10 secnds\",\"prioritty\":3}]}"));

        String message = String.valueOf(refused.getMessage()).replaceAll("a unit \\([^)]*\\)", "a unit (…)");
        assertThat(page()).contains("```\n" + message + "\n```\n");
    }
}
