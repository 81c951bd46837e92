package io.reveille.testing.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The description of a component that the build has made of its annotations: they are not in the class any more, and a
 * gateway reads this file, too.
 */
public final class ComponentFile {

    private static final String TURNED_OFF = "http://apache.org/xml/features/disallow-doctype-decl";

    /** Types of properties that are not texts, as Declarative Services calls them. */
    private static final Map<String, Function<String, Object>> TYPES = Map.of(
            "Integer", Integer::valueOf,
            "Long", Long::valueOf,
            "Double", Double::valueOf,
            "Float", Float::valueOf,
            "Short", Short::valueOf,
            "Byte", Byte::valueOf,
            "Boolean", Boolean::valueOf);

    private ComponentFile() {}

    /**
     * Reads the properties of a component whose name is that of its class.
     *
     * @throws IllegalArgumentException if no build has made a description of the class, or it cannot be read
     */
    public static Map<String, Object> properties(Class<?> component) {
        String file = "OSGI-INF/" + component.getName() + ".xml";
        try (InputStream in = component.getResourceAsStream("/" + file)) {
            if (in == null) {
                throw new IllegalArgumentException(component.getName() + " has no annotations that a gateway would see:"
                        + " there is no " + file + " on the class path. Is the class annotated with @Component, without"
                        + " a name of its own, and has bnd-maven-plugin or maven-bundle-plugin run, as in"
                        + " \"mvn package\"? Nothing was registered.");
            }
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(TURNED_OFF, true);
            return properties(factory.newDocumentBuilder().parse(in));
        } catch (IOException | SAXException | ParserConfigurationException | NumberFormatException e) {
            throw new IllegalArgumentException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Map<String, Object> properties(Document description) {
        Map<String, Object> properties = new LinkedHashMap<>();
        NodeList elements = description.getElementsByTagName("property");
        for (int i = 0; i < elements.getLength(); i++) {
            Element property = (Element) elements.item(i);
            Function<String, Object> type = TYPES.getOrDefault(property.getAttribute("type"), text -> text);
            properties.put(
                    property.getAttribute("name"),
                    property.hasAttribute("value")
                            ? type.apply(property.getAttribute("value"))
                            : several(property.getTextContent(), type));
        }
        return properties;
    }

    /** Several values stand one on a line; texts, as tags are, become an array as in a gateway. */
    private static Object several(String lines, Function<String, Object> type) {
        List<Object> values = new ArrayList<>();
        lines.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(line -> values.add(type.apply(line)));
        return values.stream().allMatch(String.class::isInstance) ? values.toArray(new String[0]) : values;
    }
}
