package io.reveille.core.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.ImportException;
import io.reveille.ImportPlan.Change;
import io.reveille.ImportPlan.Item;
import io.reveille.ImportPlan.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a document would change here. */
class PlannedTest {

    private static final String STATE = "{\"v\":3,\"schedule\":\"every 10 seconds\",\"bound\":\"2026-03-04T09:00:00Z\","
            + "\"chain\":\"2026-03-04T09:30:00Z\"}";

    private final Here here = new Here();

    private static String document(String... jobs) {
        return "{\"format\":\"io.reveille.jobs\",\"version\":1,\"jobs\":[" + String.join(",", jobs) + "]}";
    }

    private static String job(String name, String schedule, String more) {
        return "{\"name\":\"" + name + "\",\"schedule\":\"" + schedule + "\",\"handler\":\"x\"" + more + "}";
    }

    private Item item(String... jobs) {
        List<Planned> planned = here.plan(document(jobs));
        assertThat(planned).hasSize(1);
        return planned.get(0).item();
    }

    @Test
    void aJobThatIsNotHereIsNew() {
        Item item = item(job("poll", "every 10 seconds", ",\"args\":{\"unit\":3},\"state\":" + STATE));

        assertThat(item.kind()).isEqualTo(Kind.NEW);
        assertThat(item.changes())
                .containsExactly(
                        new Change("name", "", "poll"),
                        new Change("schedule", "", "every 10 seconds"),
                        new Change("handler", "", "x"),
                        new Change("args", "", "{\"unit\":3}"));
        assertThat(item.withState()).isTrue();
        assertThat(item.remarks()).isEmpty();
    }

    @Test
    void aJobThatSaysTheSameInOtherWordsIsTheSame() {
        here.stored(Map.of(
                "name", "poll", "schedule", "every 10s", "handler", "x", "args", "{\"b\":1,\"a\":2}", "tags", "t"));

        Item item = item(job("poll", "every 10 seconds", ",\"args\":{\"a\":2,\"b\":1},\"tags\":[\"t\"]"));

        assertThat(item).isEqualTo(new Item("poll", Kind.SAME, List.of(), false, List.of()));
    }

    @Test
    void aChangeSaysFromWhatToWhat() {
        here.stored(Map.of(
                "name", "poll", "schedule", "every 10s", "handler", "x", "retry", "3", "tags", new String[] {"a", "b"
                }));

        Item item = item(job("poll", "every 20 seconds", ",\"tags\":[\"b\"],\"overlap\":\"queue\""));

        assertThat(item.kind()).isEqualTo(Kind.CHANGED);
        assertThat(item.changes())
                .containsExactly(
                        new Change("schedule", "every 10 seconds", "every 20 seconds"),
                        new Change("tags", "a, b", "b"),
                        new Change("overlap", "", "queue"),
                        new Change("retry", "3", ""));
    }

    @Test
    void aJobThatIsHereKeepsItsState() {
        here.stored(Map.of("name", "poll", "schedule", "every 10s", "handler", "x"));

        for (String schedule : List.of("every 10 seconds", "every 20 seconds")) {
            Item item = item(job("poll", schedule, ",\"state\":" + STATE));

            assertThat(item.withState()).isFalse();
            assertThat(item.remarks()).containsExactly("It is here, and keeps its own state.");
        }
    }

    @Test
    void whatCannotBeUsedHereIsReplaced() {
        here.stored("elsewhere", Map.of("name", "poll", "schedule", "every 10 secnds", "handler", "x"));

        Planned planned =
                here.plan(document(job("poll", "every 10 seconds", ""))).get(0);

        assertThat(planned.item().kind()).isEqualTo(Kind.CHANGED);
        assertThat(planned.item().changes())
                .containsExactly(new Change("schedule", "every 10 secnds", "every 10 seconds"));
        assertThat(planned.item().remarks()).singleElement().asString().contains("cannot be used", "column 10");
        assertThat(planned.there().orElseThrow().source()).isEqualTo("elsewhere");
    }

    @Test
    void whoseJobItIsAndWhoCarriesItIsSaid() {
        here.stored(Map.of("name", "poll", "schedule", "every 10s", "handler", "x"))
                .madeBy("poll", "com.acme")
                .carried(Map.of("name", "carried", "schedule", "every 10s", "handler", "x"));

        List<Planned> planned =
                here.plan(document(job("poll", "every 20 seconds", ""), job("carried", "every 20 seconds", "")));

        assertThat(planned.get(0).item().kind()).isEqualTo(Kind.NEW);
        assertThat(planned.get(0).item().remarks())
                .containsExactly("It goes before the definition that service 7 carries.");
        assertThat(planned.get(1).item().remarks()).singleElement().asString().contains("com.acme", "operator's edit");
    }

    @Test
    void theOrderIsThatOfNamesAndOthersStayUntouched() {
        here.stored(Map.of("name", "z", "schedule", "@reboot", "handler", "x"))
                .stored(Map.of("name", "b", "schedule", "@reboot", "handler", "x"))
                .stored(Map.of("name", "a", "schedule", "@reboot", "handler", "x"))
                .stored(Map.of("name", "bad", "schedule", "?", "handler", "x"))
                .carried(Map.of("name", "carried", "schedule", "@reboot", "handler", "x"));
        String text = document(job("m", "@reboot", ""), job("b", "@reboot", ""), job("c", "@reboot", ""));

        assertThat(here.plan(text).stream().map(one -> one.item().name())).containsExactly("b", "c", "m");
        assertThat(here.untouched(text)).containsExactly("a", "z");
    }

    @Test
    void aCircleIsSaidWhereverItsPartsAre() {
        here.stored(Map.of("name", "b", "schedule", "after \"a\"", "handler", "x"));

        assertThat(item(job("a", "after \\\"b\\\"", "")).remarks())
                .containsExactly("It follows itself, a → b → a, and is held.");
        assertThat(here.plan(document(job("a", "after \\\"b\\\"", ""), job("b", "@reboot", "")))
                        .get(0)
                        .item()
                        .remarks())
                .isEmpty();
    }

    @Test
    void aScheduleThatIsOverIsSaidAndNoFault() {
        assertThat(item(job("a", "once at 2026-03-04T09:59:59Z", "")).remarks())
                .singleElement()
                .asString()
                .contains("no occurrence after 2026-03-04T10:00:00Z");
        assertThat(item(job("a", "once in 5 minutes", "")).remarks()).isEmpty();
        assertThat(item(job("a", "once at 2026-03-04T09:59:59Z", ",\"state\":" + STATE))
                        .remarks())
                .isEmpty();
    }

    @Test
    void aStateOfANewerVersionHereIsNotReplaced() {
        here.state("poll", "{\"v\":9}");

        assertThatThrownBy(() -> item(job("poll", "every 10 seconds", ",\"state\":" + STATE)))
                .isInstanceOf(ImportException.class)
                .hasMessageContainingAll("poll", "a newer version has saved");
        assertThat(item(job("poll", "every 10 seconds", "")).kind()).isEqualTo(Kind.NEW);
    }
}
