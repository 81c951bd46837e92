package io.reveille.kura;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.spi.JobProperties;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The form as it lies in the bundle, against what Kura's console can do. */
class KuraFormTest {

    private List<Element> fields = List.of();

    @BeforeEach
    void read() throws Exception {
        try (InputStream xml = Objects.requireNonNull(
                KuraFormTest.class.getResourceAsStream("/OSGI-INF/metatype/io.reveille.job.xml"))) {
            Element form = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(xml)
                    .getDocumentElement();
            fields = elements(form, "AD");
            assertThat(elements(form, "Designate").get(0).getAttribute("factoryPid"))
                    .isEqualTo("io.reveille.job");
            assertThat(elements(form, "OCD").get(0).getAttribute("id")).isEqualTo("io.reveille.job");
        }
    }

    @Test
    void hasAFieldForAllThatADefinitionMaySayButTheName() {
        List<String> all = JobProperties.ALL.stream()
                .filter(property ->
                        !Set.of(JobProperties.NAME, JobProperties.FORMAT).contains(property))
                .toList();
        assertThat(fields).extracting(field -> field.getAttribute("id")).containsExactlyElementsOf(all);
    }

    @Test
    void aListWithOptionsHasADefaultAndNothingElseThatIsNotRequired() {
        for (Element field : fields) {
            boolean options = !elements(field, "Option").isEmpty();
            boolean required = !"false".equals(field.getAttribute("required"));
            String standard = field.getAttribute("default");
            if (options) {
                assertThat(standard).as(field.getAttribute("id")).isNotEmpty();
            } else if (!required) {
                assertThat(standard).as(field.getAttribute("id")).isEmpty();
                assertThat(field.getAttribute("description"))
                        .as(field.getAttribute("id"))
                        .contains("Empty");
            }
        }
    }

    @Test
    void noListIsLongerThanKuraShows() {
        assertThat(fields)
                .filteredOn(field -> !field.getAttribute("cardinality").isEmpty())
                .hasSize(2)
                .allMatch(field -> Integer.parseInt(field.getAttribute("cardinality")) <= 10);
    }

    @Test
    void argumentsHaveSeveralLines() {
        assertThat(fields)
                .filteredOn(field -> field.getAttribute("description").endsWith("|TextArea"))
                .extracting(field -> field.getAttribute("id"))
                .containsExactly("args");
    }

    /** What a field says is written once, in JobTexts; the choices cannot be. */
    @Test
    void choicesAreThoseOfTheFormThatIsShownElsewhere() throws Exception {
        List<Map<String, List<String>>> forms = new ArrayList<>();
        for (URL form : Collections.list(
                KuraFormTest.class.getClassLoader().getResources("OSGI-INF/metatype/io.reveille.job.xml"))) {
            try (InputStream xml = form.openStream()) {
                forms.add(choices(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(xml)
                        .getDocumentElement()));
            }
        }
        assertThat(forms).hasSize(2);
        assertThat(forms.get(0)).isEqualTo(forms.get(1)).containsOnlyKeys("misfire", "overlap", "delivery");
    }

    private static Map<String, List<String>> choices(Element form) {
        Map<String, List<String>> choices = new TreeMap<>();
        for (Element field : elements(form, "AD")) {
            List<String> options = elements(field, "Option").stream()
                    .map(option -> option.getAttribute("value") + ": " + option.getAttribute("label"))
                    .toList();
            if (!options.isEmpty()) {
                choices.put(field.getAttribute("id"), options);
            }
        }
        return choices;
    }

    private static List<Element> elements(Element parent, String name) {
        List<Element> elements = new ArrayList<>();
        NodeList all = parent.getElementsByTagName(name);
        for (int i = 0; i < all.getLength(); i++) {
            elements.add((Element) all.item(i));
        }
        return elements;
    }
}
