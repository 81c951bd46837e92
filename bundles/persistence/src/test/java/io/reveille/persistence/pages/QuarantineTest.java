package io.reveille.persistence.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveille.spi.LoadReport;
import io.reveille.spi.Quarantined;
import io.reveille.spi.StateRecord;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QuarantineTest {

    private final MemoryMedium medium = new MemoryMedium();

    @BeforeEach
    void savePage() throws IOException {
        Pages pages = new Pages(medium);
        pages.load();
        pages.save(List.of(new StateRecord("poll", "{\"n\":1}")), List.of());
        pages.save(List.of(new StateRecord("poll", "{\"n\":2}")), List.of());
    }

    @Test
    void aDamagedTextIsKeptBeforeItIsOverwritten() throws IOException {
        String torn = medium.slot("1B").substring(0, 90);
        medium.slots.put("1B", torn);
        Pages pages = new Pages(medium);
        pages.load();
        pages.save(List.of(new StateRecord("poll", "{\"n\":3}")), List.of());

        assertThat(medium.slot("1B")).isNotEqualTo(torn);
        assertThat(medium.kept.values()).containsExactly(new Quarantined("1B", "its checksum is wrong", torn));
        assertThat(pages.found())
                .isEqualTo(new LoadReport(
                        1,
                        1,
                        List.of(new LoadReport.Finding(LoadReport.Kind.OTHER_USED, "1B", "its checksum is wrong"))));
    }

    @Test
    void nothingIsOverwrittenWhileADamagedTextCannotBeKept() throws IOException {
        medium.slots.put("1B", "hurt");
        medium.readOnly = true;
        Pages pages = new Pages(medium);
        assertThat(pages.load()).containsExactly(new StateRecord("poll", "{\"n\":1}"));
        assertThatThrownBy(() -> pages.save(List.of(), List.of())).isInstanceOf(IOException.class);
        assertThat(medium.slots).containsEntry("1B", "hurt");

        medium.readOnly = false;
        pages.save(List.of(), List.of());
        assertThat(medium.kept).hasSize(1);
        assertThat(medium.slot("1B")).as("the page has two good slots again").isNotEqualTo("hurt");
    }

    @Test
    void aTextThatIsFoundAgainIsKeptOnce() throws IOException {
        medium.slots.put("1A", "hurt");
        medium.slots.put("1B", "hurt too");
        new Pages(medium).load();
        LoadReport found = reload();

        assertThat(found.findings())
                .containsExactly(new LoadReport.Finding(
                        LoadReport.Kind.PAGE_LOST, "page 1", "A: it has no header; B: it has no header"));
        assertThat(medium.kept).hasSize(2);
    }

    @Test
    void aDyingMediumDoesNotFillItself() throws IOException {
        for (int i = 0; i < 30; i++) {
            medium.slots.put("1B", "hurt for the time " + i);
            reload();
        }
        assertThat(medium.kept).hasSize(Quarantine.MAX);
        assertThat(medium.kept.values()).anyMatch(text -> text.text().endsWith("time 0"));
    }

    @Test
    void anEmptyTextIsReportedAndNotKept() throws IOException {
        medium.slots.put("1B", "\0".repeat(300));
        assertThat(reload().findings()).hasSize(1);
        medium.slots.put("1B", "");
        assertThat(reload().findings()).hasSize(1);
        assertThat(medium.kept).isEmpty();
    }

    @Test
    void aMissingSlotIsReportedAndMadeAgain() throws IOException {
        medium.slots.remove("1B");
        assertThat(reload().findings())
                .containsExactly(new LoadReport.Finding(LoadReport.Kind.OTHER_USED, "1B", "it is not there"));
        Pages pages = new Pages(medium);
        pages.load();
        pages.save(List.of(), List.of());
        assertThat(reload().findings()).isEmpty();
    }

    @Test
    void aPageOfANewerFormatIsNoneOfOurBusinessUnlessAnOlderTextIsUsed() throws IOException {
        String newer = medium.slot("1B").replace("\"reveille\":1", "\"reveille\":2");
        medium.slots.put("1B", newer);
        reload();
        assertThat(medium.kept.values()).extracting(Quarantined::text).containsExactly(newer);

        medium.kept.clear();
        medium.slots.put("1A", newer);
        assertThat(reload().findings()).extracting(LoadReport.Finding::kind).containsExactly(LoadReport.Kind.PAGE_LOST);
        assertThat(medium.kept).isEmpty();
    }

    private LoadReport reload() throws IOException {
        Pages pages = new Pages(medium);
        pages.load();
        return pages.found();
    }
}
