package io.reveille.persistence.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.spi.LoadReport;
import io.reveille.spi.Quarantined;
import io.reveille.spi.RecordsRefusedException;
import io.reveille.spi.StateRecord;
import io.reveille.spi.StateStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each store keeps to, whatever is done to what it has written. */
public abstract class StateStoreContract {

    /** The place where the store lies, opened anew; what lies there stays. */
    protected abstract PageMedium open() throws IOException;

    /** Puts a text into a slot, past all that the medium does to be safe. */
    protected abstract void put(String slot, String text) throws IOException;

    protected abstract void remove(String slot) throws IOException;

    /** Empties the place. */
    protected abstract void wipe() throws IOException;

    /** Whether half a write may leave half a text. */
    protected abstract boolean tearsSlots();

    // What is saved

    @Test
    void aNewStoreIsEmptyAndAllIsWell() throws IOException {
        assertThat(reload()).isEmpty();
        assertThat(report()).isEqualTo(LoadReport.NOTHING);
    }

    @Test
    void whatIsSavedReplacedAndForgottenStaysSo() throws IOException {
        save(List.of(record("a", 1), record("b", 1), record("c", 1)), "x");
        save(List.of(record("b", 2)), "a");

        assertThat(reload()).isEqualTo(Map.of("b", json(2), "c", json(1)));
        assertThat(report()).isEqualTo(new LoadReport(1, 2, List.of()));
    }

    @Test
    void textsComeBackToTheLetter() throws IOException {
        String json =
                "{\"a\" : [1.50, 1e3, -0, null, true, \"<\\u00e9ж🌅\\n\\\\\\\"\"], \"\":{\"state\":\",\\\"state\\\":\"}}";
        save(List.of(new StateRecord("жё ,\"state\":\\", json)));
        assertThat(reload()).isEqualTo(Map.of("жё ,\"state\":\\", json));
    }

    @Test
    void manyRecordsAreOnManyPagesOfBoundedLength() throws IOException {
        List<StateRecord> many = IntStream.range(0, 2_000)
                .mapToObj(i -> new StateRecord("job " + i, "{\"m\":\"" + "ж".repeat(100) + i + "\"}"))
                .toList();
        save(many);

        assertThat(reload()).hasSize(2_000);
        Collection<String> texts = slots().values();
        assertThat(texts).hasSizeGreaterThan(20);
        assertThat(texts).allMatch(text -> text.getBytes(StandardCharsets.UTF_8).length <= Page.MAX);
    }

    @Test
    void aRecordThatIsLongerThanAPageHasOneOfItsOwn() throws IOException {
        save(List.of(record("a", 1), sized("long", 200_000), record("b", 1)));
        save(List.of(record("c", 1), sized("long", 201_000)));

        assertThat(reload())
                .hasSize(4)
                .containsEntry("long", sized("long", 201_000).json());
        assertThat(slots().values())
                .filteredOn(text -> text.contains("\"long\""))
                .allMatch(text -> !text.contains("\"a\"") && !text.contains("\"c\""));
    }

    @Test
    void aClaimRewritesNoPageOfJobsOrHistory() throws IOException {
        save(List.of(record("a", 1), record("/engine", 1), record("/claims", 1), record("/history/a", 1)));
        Map<String, String> before = slots();
        save(List.of(record("/claims", 2)));

        Map<String, String> after = slots();
        after.values().removeIf(text -> text.contains("/claims"));
        before.values().removeIf(text -> text.contains("/claims"));
        assertThat(after).isEqualTo(before).hasSize(3 * 2);
    }

    // Crashes

    /** A job outgrows its page and moves, others change and go: the process ends at each write, and goes on after it. */
    @ParameterizedTest
    @EnumSource(FailingMedium.Failure.class)
    void whereverASaveIsCutWhatWasAcknowledgedIsThere(FailingMedium.Failure failure) throws IOException {
        List<Map<String, String>> saves = saves();
        for (int writes = 0; ; writes++) {
            wipe();
            Map<String, String> acknowledged = new TreeMap<>();
            Map<String, String> underWay = Map.of();
            boolean whole = true;
            PageMedium medium = open();
            Pages pages = new Pages(new FailingMedium(medium, failure, writes, tearsSlots()));
            pages.load();
            try {
                for (Map<String, String> next : saves) {
                    underWay = next;
                    pages.save(records(next), List.of());
                    acknowledged.putAll(next);
                }
            } catch (FailingMedium.Gone | IOException e) {
                whole = false;
            }
            medium.close();
            Map<String, String> found = reload();
            for (Map.Entry<String, String> saved : acknowledged.entrySet()) {
                assertThat(found.get(saved.getKey()))
                        .as("%s, cut at write %d", saved.getKey(), writes)
                        .isIn(saved.getValue(), underWay.getOrDefault(saved.getKey(), saved.getValue()));
            }
            // And it goes on from there, as if nothing had been.
            save(records(underWay));
            acknowledged.putAll(underWay);
            assertThat(reload()).isEqualTo(acknowledged);
            if (whole) {
                assertThat(writes).isGreaterThan(10);
                return;
            }
        }
    }

    /** Pages fill up, two jobs outgrow theirs and move, one of them comes to where the other was. */
    private static List<Map<String, String>> saves() {
        return List.of(
                Map.of("a", text(15_000), "b", text(15_000), "/claims", json(1)),
                Map.of("c", text(15_000), "d", text(15_000)),
                Map.of("a", text(30_000), "c", text(32_000), "/claims", json(2)),
                Map.of("a", text(40_000), "d", text(36_000)),
                Map.of("a", text(1_000), "b", text(40_000), "/history/a", text(20_000)),
                Map.of("c", text(100_000), "d", text(2_000)));
    }

    @Test
    void aFullDiskIsToldAndTheSaveIsTriedAgainWithTheNext() throws IOException {
        PageMedium medium = open();
        FailingMedium full = new FailingMedium(medium, FailingMedium.Failure.REFUSED, 100, false);
        Pages pages = new Pages(full);
        pages.load();
        pages.save(List.of(record("a", 1), record("b", 1)), List.of());
        full.recover(0);
        assertThatThrownBy(() -> pages.save(List.of(record("a", 2)), List.of("b")))
                .isInstanceOf(IOException.class)
                .hasMessage("No space left on device");
        assertThat(new Pages(medium).load()).containsExactly(record("a", 1), record("b", 1));

        full.recover(100);
        pages.save(List.of(), List.of());
        assertThat(new Pages(medium).load()).containsExactly(record("a", 2));
        medium.close();
    }

    @Test
    void aReadOnlyStoreIsReadAndRefusesEachSave() throws IOException {
        save(List.of(record("a", 1)));
        put("1B", "hurt");
        PageMedium medium = open();
        Pages pages = new Pages(new FailingMedium(medium, FailingMedium.Failure.REFUSED, 0, false));
        assertThat(pages.load()).containsExactly(record("a", 1));
        assertThat(pages.found().findings()).hasSize(1);
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> pages.save(List.of(record("a", 2)), List.of()))
                    .isInstanceOf(IOException.class);
        }
        medium.close();
        assertThat(slots()).containsEntry("1B", "hurt");
        assertThat(reload()).isEqualTo(Map.of("a", json(1)));
    }

    // Torn files

    @Test
    void aHurtPageLosesItsNewestSaveAtMost() throws IOException {
        save(List.of(record("a", 1), record("/claims", 1), sized("more", 400), sized("/claims/more", 400)));
        save(List.of(record("a", 2), record("/claims", 2)));
        save(List.of(record("a", 3), record("/claims", 3)));
        Map<String, String> whole = slots();
        Map<String, String> all =
                Map.of("a", json(3), "/claims", json(3), "more", text(400), "/claims/more", text(400));
        for (String slot : whole.keySet()) {
            String text = String.valueOf(whole.get(slot));
            String older = String.valueOf(whole.get(other(slot)));
            String hurt = text.contains("/claims") ? "/claims" : "a";
            for (Map.Entry<String, String> harm : harms(text, older).entrySet()) {
                String what = slot + " " + harm.getKey();
                wipe();
                for (Map.Entry<String, String> intact : whole.entrySet()) {
                    put(intact.getKey(), intact.getValue());
                }
                put(slot, harm.getValue());
                assertLosesLittle(what, all, hurt);
            }
            wipe();
            for (Map.Entry<String, String> intact : whole.entrySet()) {
                put(intact.getKey(), intact.getValue());
            }
            remove(slot);
            assertLosesLittle(slot + " removed", all, hurt);
        }
    }

    private void assertLosesLittle(String what, Map<String, String> all, String hurt) throws IOException {
        PageMedium medium = open();
        PageStore store = PageStore.on(medium);
        Map<String, String> found = map(store.load());
        assertThat(found).as(what).hasSize(4);
        all.forEach((job, newest) -> assertThat(found.get(job))
                .as(what)
                .isIn(job.equals(hurt) ? List.of(json(2), newest) : List.of(newest)));
        if (!found.equals(all) && !what.contains("replaced")) { // by an older text nothing can be told from
            assertThat(store.found().findings()).as(what).isNotEmpty();
        }
        // It works on, and the next load finds nothing wrong.
        store.save(List.of(record("new", 1), record(hurt, 4)), List.of());
        assertThat(map(store.load())).as(what).hasSize(5).containsEntry(hurt, json(4));
        assertThat(store.found().findings()).as(what).isEmpty();
        store.close();
    }

    private static Map<String, String> harms(String text, String older) {
        Map<String, String> harms = new TreeMap<>();
        for (int length = 0; length < text.length(); length += 64) {
            harms.put("cut at " + length, text.substring(0, length));
            harms.put("zeros from " + length, text.substring(0, length) + "\0".repeat(text.length() - length));
        }
        for (int i = 0; i < text.length(); i += 13) {
            char flipped = (char) (text.charAt(i) ^ (1 << (i % 7)));
            harms.put("flipped at " + i, text.substring(0, i) + flipped + text.substring(i + 1));
        }
        harms.put("replaced by an older one", older);
        harms.put("longer than any", text + " ".repeat(PageText.LIMIT));
        harms.put("twice", text + text);
        return harms;
    }

    @Test
    void aPageWithoutAnyGoodTextIsLostAloneAndStays() throws IOException {
        save(List.of(record("a", 1), record("/claims", 1)));
        String claims = slotWith("/claims");
        put(claims, "hurt");
        put(other(claims), "hurt as well");

        assertThat(reload()).isEqualTo(Map.of("a", json(1)));
        assertThat(report().findings()).extracting(LoadReport.Finding::kind).containsExactly(LoadReport.Kind.PAGE_LOST);
        save(List.of(record("/claims", 2)));
        assertThat(reload()).isEqualTo(Map.of("a", json(1), "/claims", json(2)));
        assertThat(slots()).containsEntry(claims, "hurt").containsEntry(other(claims), "hurt as well");
        assertThat(quarantined()).extracting(Quarantined::text).containsExactlyInAnyOrder("hurt", "hurt as well");
    }

    @Test
    void aPageOfANewerVersionIsLeftAlone() throws IOException {
        save(List.of(record("a", 1)));
        Map<String, String> newer = slots();
        newer.replaceAll((slot, text) -> text.replace("\"reveille\":1", "\"reveille\":2"));
        for (Map.Entry<String, String> slot : newer.entrySet()) {
            put(slot.getKey(), slot.getValue());
        }
        assertThat(reload()).isEmpty();
        assertThat(report().findings())
                .hasSize(1)
                .allMatch(finding -> finding.reason().contains("of format 2"));
        save(List.of(record("a", 2)));

        assertThat(slots()).containsAllEntriesOf(newer);
        assertThat(reload()).isEqualTo(Map.of("a", json(2)));
        assertThat(quarantined()).isEmpty();
    }

    @Test
    void theTextOfARecordThatCannotBeReadIsKept() throws IOException {
        String bad = "{\"n\":1,\"n\":2}";
        put("1A", page(1, 7, Page.Entry.of(7, record("a", 1)), Page.Entry.of(7, new StateRecord("b", bad))));
        assertThat(reload()).isEqualTo(Map.of("a", json(1)));
        assertThat(report().findings()).extracting(LoadReport.Finding::kind).contains(LoadReport.Kind.RECORD_REFUSED);
        save(List.of(record("a", 2)));

        assertThat(reload()).isEqualTo(Map.of("a", json(2)));
        assertThat(report().findings()).isEmpty();
        assertThat(quarantined()).hasSize(1).allSatisfy(text -> {
            assertThat(text.text()).contains(bad, "\"b\"");
            assertThat(text.reason()).contains("the key n is there twice");
        });
    }

    // Bad input

    private static Map<String, Supplier<StateRecord>> bad() {
        Map<String, Supplier<StateRecord>> bad = new LinkedHashMap<>();
        bad.put("100 MB", () -> sized("a", 100 * 1024 * 1024));
        bad.put("a byte too long", () -> sized("a", StateRecord.MAX_LENGTH - "{'m':''}".length() + 1));
        bad.put("too long in UTF-8", () -> new StateRecord("a", "{\"m\":\"" + "ж".repeat(131_100) + "\"}"));
        bad.put("65 levels", () -> new StateRecord("a", "{\"m\":".repeat(65) + "1" + "}".repeat(65)));
        bad.put(
                "100,000 levels",
                () -> new StateRecord("a", "{\"m\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}"));
        bad.put("a key twice", () -> new StateRecord("a", "{\"m\":1,\"m\":1}"));
        bad.put("a key twice, spelt otherwise", () -> new StateRecord("a", "{\"m\":1,\"\\u006d\":1}"));
        bad.put("a key twice, deeper", () -> new StateRecord("a", "{\"l\":[{\"m\":1,\"m\":1}]}"));
        bad.put("NaN", () -> new StateRecord("a", "{\"m\":NaN}"));
        bad.put("infinity", () -> new StateRecord("a", "{\"m\":-Infinity}"));
        bad.put("1e999", () -> new StateRecord("a", "{\"m\":1e999}"));
        bad.put("cut", () -> new StateRecord("a", "{\"m\":1"));
        bad.put("a bracket too many", () -> new StateRecord("a", "{\"m\":1}}"));
        bad.put("two objects", () -> new StateRecord("a", "{\"m\":1} {}"));
        bad.put("lenient quotes", () -> new StateRecord("a", "{'m':1}"));
        bad.put("two lines", () -> new StateRecord("a", "{\"m\":\n1}"));
        bad.put("a list", () -> new StateRecord("a", "[]"));
        bad.put("null", () -> new StateRecord("a", "null"));
        bad.put("nothing", () -> new StateRecord("a", ""));
        bad.put("no name", () -> new StateRecord("", "{}"));
        bad.put("a slash in the name", () -> new StateRecord("a/b", "{}"));
        bad.put("a long kind", () -> new StateRecord("/a-kind-that-nobody-knows/b", "{}"));
        bad.put("a long name", () -> new StateRecord("n".repeat(1_000), "{}"));
        return bad;
    }

    @Test
    void aBadRecordIsRefusedAndNothingElse() throws IOException {
        for (Map.Entry<String, Supplier<StateRecord>> bad : bad().entrySet()) {
            wipe();
            save(List.of(record("a", 1), record("b", 1)));
            assertThatThrownBy(() -> save(List.of(bad.getValue().get(), record("b", 2))))
                    .as(bad.getKey())
                    .isInstanceOfSatisfying(
                            RecordsRefusedException.class,
                            refused -> assertThat(refused.names())
                                    .containsExactly(bad.getValue().get().job()))
                    .hasMessageStartingWith("refused, while what was saved before stays: ")
                    .message()
                    .hasSizeLessThan(1_000);
            assertThat(reload()).as(bad.getKey()).isEqualTo(Map.of("a", json(1), "b", json(2)));
            assertThat(report().findings()).as(bad.getKey()).isEmpty();
        }
    }

    @Test
    void aBadRecordThatIsThereAllTheSameIsLeftOutAndAllOthersAreRead() throws IOException {
        Map<String, Supplier<StateRecord>> all = bad();
        all.keySet().removeAll(List.of("100 MB", "two lines")); // the one is no page, the other two lines
        for (Map.Entry<String, Supplier<StateRecord>> bad : all.entrySet()) {
            wipe();
            StateRecord record = bad.getValue().get();
            put("1A", page(1, 7, Page.Entry.of(7, record("c", 1)), Page.Entry.of(7, record)));
            put("2A", page(2, 8, Page.Entry.of(8, record("d", 1))));
            assertThat(reload()).as(bad.getKey()).isEqualTo(Map.of("c", json(1), "d", json(1)));
            assertThat(report().findings())
                    .as(bad.getKey())
                    .extracting(LoadReport.Finding::kind)
                    .contains(LoadReport.Kind.RECORD_REFUSED);
        }
    }

    @Test
    void aTextOf100MegabytesIsNoPageAndOthersAreRead() throws IOException {
        put("1A", "{\"m\":".repeat(100 * 1024 * 1024 / 5));
        put("2A", page(2, 8, Page.Entry.of(8, record("d", 1))));
        assertThat(reload()).isEqualTo(Map.of("d", json(1)));
        assertThat(report().findings()).anyMatch(finding -> finding.reason().contains("longer than"));
        assertThat(quarantined()).allMatch(text -> text.text().length() <= PageText.LIMIT);
    }

    @Test
    void aSequenceThatNobodyReachesIsRefused() throws IOException {
        save(List.of(record("a", 1)));
        Map<String, String> before = slots();
        put("2A", page(2, Long.MAX_VALUE, Page.Entry.of(Long.MAX_VALUE, record("a", 9))));
        put("3A", page(3, -1, Page.Entry.of(-1, record("b", 9))));
        put("4A", page(4, 4, Page.Entry.of(Long.MAX_VALUE, record("a", 9))));
        assertThat(reload()).isEqualTo(Map.of("a", json(1)));
        assertThat(report().findings())
                .extracting(LoadReport.Finding::reason)
                .anyMatch(reason -> reason.contains("no save has the sequence number " + Long.MAX_VALUE));
        assertThat(slots()).containsAllEntriesOf(before);

        save(List.of(record("a", 2)));
        assertThat(reload()).isEqualTo(Map.of("a", json(2)));
    }

    @Test
    void theHighestSequenceThereIsEndsAllSavesAndNothingIsLost() throws IOException {
        put("1A", page(1, PageText.MAX_SEQUENCE, Page.Entry.of(1, record("a", 1))));
        Map<String, String> before = slots();
        assertThatThrownBy(() -> save(List.of(record("a", 2))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("highest sequence number");
        assertThat(slots()).isEqualTo(before);
        assertThat(reload()).isEqualTo(Map.of("a", json(1)));
    }

    // Counting

    @Test
    void whatIsHandedToTheMediumIsCounted() throws IOException {
        PageMedium medium = open();
        StateStore store = PageStore.on(medium);
        store.load();
        assertThat(store.written()).isEqualTo(StateStore.Written.NOTHING);

        store.save(List.of(record("ж", 1), record("/claims", 1)), List.of());
        long bytes = 0;
        for (Address address : medium.slots()) {
            bytes += medium.read(address).getBytes(StandardCharsets.UTF_8).length;
        }
        assertThat(store.written()).isEqualTo(new StateStore.Written(4, bytes));

        store.save(List.of(record("ж", 1)), List.of());
        assertThat(store.written().writes()).as("nothing has changed").isEqualTo(4);
        store.save(List.of(record("ж", 2)), List.of());
        assertThat(store.written().writes()).isEqualTo(5);
        medium.close();
    }

    // Helpers

    final void save(List<StateRecord> changed, String... forgotten) throws IOException {
        PageMedium medium = open();
        try {
            StateStore store = PageStore.on(medium);
            store.load();
            store.save(changed, List.of(forgotten));
        } finally {
            medium.close();
        }
    }

    final Map<String, String> reload() throws IOException {
        PageMedium medium = open();
        Map<String, String> found = map(PageStore.on(medium).load());
        medium.close();
        return found;
    }

    final LoadReport report() throws IOException {
        PageMedium medium = open();
        StateStore store = PageStore.on(medium);
        store.load();
        medium.close();
        return store.found();
    }

    final List<Quarantined> quarantined() throws IOException {
        PageMedium medium = open();
        List<Quarantined> kept = PageStore.on(medium).quarantine();
        medium.close();
        return kept;
    }

    final Map<String, String> slots() throws IOException {
        PageMedium medium = open();
        Map<String, String> slots = new TreeMap<>();
        for (Address address : medium.slots()) {
            slots.put(address.toString(), medium.read(address));
        }
        medium.close();
        return slots;
    }

    private String slotWith(String text) throws IOException {
        return slots().entrySet().stream()
                .filter(slot -> slot.getValue().contains(text))
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    private static String other(String slot) {
        UnaryOperator<String> page = text -> text.substring(0, text.length() - 1);
        return page.apply(slot) + (slot.endsWith("A") ? "B" : "A");
    }

    private static Map<String, String> map(List<StateRecord> records) {
        Map<String, String> map = new TreeMap<>();
        for (StateRecord record : records) {
            assertThat(map.put(record.job(), record.json()))
                    .as("one record a job")
                    .isNull();
        }
        return map;
    }

    private static List<StateRecord> records(Map<String, String> states) {
        List<StateRecord> records = new ArrayList<>();
        new TreeMap<>(states).forEach((job, json) -> records.add(new StateRecord(job, json)));
        return records;
    }

    private static String page(int number, long sequence, Page.Entry... entries) {
        Page page = new Page(number, "");
        List.of(entries).forEach(page::put);
        return PageText.print(page, sequence);
    }

    private static StateRecord record(String job, int value) {
        return new StateRecord(job, json(value));
    }

    private static StateRecord sized(String job, int length) {
        return new StateRecord(job, text(length));
    }

    private static String text(int length) {
        return "{\"m\":\"" + "x".repeat(length) + "\"}";
    }

    private static String json(int value) {
        return "{\"n\":" + value + "}";
    }
}
