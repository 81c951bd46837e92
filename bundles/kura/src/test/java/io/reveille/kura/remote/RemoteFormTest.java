package io.reveille.kura.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The form as it lies in the bundle: off, and read only, where nobody says otherwise. */
class RemoteFormTest {

    @Test
    void bothSwitchesAreOffByDefault() throws Exception {
        try (InputStream xml = Objects.requireNonNull(
                RemoteFormTest.class.getResourceAsStream("/OSGI-INF/metatype/io.reveille.kura.remote.xml"))) {
            Element form = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(xml)
                    .getDocumentElement();
            NodeList fields = form.getElementsByTagName("AD");
            assertThat(fields.getLength()).isEqualTo(2);
            for (int i = 0; i < 2; i++) {
                assertThat(((Element) fields.item(i)).getAttribute("type")).isEqualTo("Boolean");
                assertThat(((Element) fields.item(i)).getAttribute("default")).isEqualTo("false");
            }
            assertThat(((Element) form.getElementsByTagName("Designate").item(0)).getAttribute("pid"))
                    .isEqualTo("io.reveille.kura.remote");
        }
    }
}
