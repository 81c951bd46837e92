package io.reveille.itests.kura;

import java.io.ByteArrayInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Kura's snapshots: files of XML that are written in place, piece by piece, and synced. Kura encrypts them, which changes
 * nothing of what can be told here. What is no single value of nine types, or an array of such, is dropped, and so is an array of none.
 */
public final class Snapshots {

    private static final int KEPT = 10;
    private static final int PIECE = 512;
    private static final String TYPES = "String Long Double Float Integer Byte Character Boolean Short";

    private final Path folder;

    Snapshots(Path folder) {
        this.folder = folder;
    }

    /** Their times, the oldest first. */
    public SortedSet<Long> ids() {
        SortedSet<Long> ids = new TreeSet<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.map(file -> file.getFileName().toString().replaceAll("\\D", ""))
                    .forEach(number -> ids.add(Long.parseLong(number)));
            return ids;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes one, never in the past, and deletes the oldest beyond ten but for that of time 0. */
    long write(Map<String, Map<String, Object>> components, long now) throws IOException {
        SortedSet<Long> ids = ids();
        long id = ids.isEmpty() ? now : Math.max(now, ids.last() + 1);
        StringBuilder xml = new StringBuilder("<configurations>");
        components.forEach((pid, properties) -> {
            xml.append("<configuration pid=\"").append(escaped(pid)).append("\">");
            properties.forEach((name, value) -> append(xml, name, value));
            xml.append("</configuration>");
        });
        writeInPlace(file(id), xml.append("</configurations>").toString());
        ids.add(id);
        while (ids.size() > KEPT) {
            long oldest = ids.first() == 0 ? new TreeSet<>(ids).higher(0L) : ids.first();
            ids.remove(oldest);
            Files.delete(file(oldest));
        }
        return id;
    }

    /** What the newest says; nothing if it cannot be read. */
    Map<String, Map<String, Object>> newest() {
        SortedSet<Long> ids = ids();
        try {
            return ids.isEmpty() ? new TreeMap<>() : read(ids.last());
        } catch (IOException e) {
            return new TreeMap<>();
        }
    }

    /** What a snapshot says, by {@code kura.service.pid}. */
    Map<String, Map<String, Object>> read(long id) throws IOException {
        Map<String, Map<String, Object>> components = new TreeMap<>();
        for (Element component : elements(root(id), "configuration")) {
            Map<String, Object> properties = new TreeMap<>();
            for (Element property : elements(component, "property")) {
                List<Object> values = elements(property, "value").stream()
                        .map(value -> value(property.getAttribute("type"), value.getTextContent()))
                        .toList();
                properties.put(
                        property.getAttribute("name"),
                        property.getAttribute("array").equals("true") ? array(values) : values.get(0));
            }
            components.put(component.getAttribute("pid"), properties);
        }
        return components;
    }

    private static void writeInPlace(Path file, String xml) throws IOException {
        byte[] all = xml.getBytes(StandardCharsets.UTF_8);
        try (FileOutputStream out = new FileOutputStream(file.toFile())) { // as Kura's, deaf to interrupts
            for (int from = 0; from < all.length; from += PIECE) {
                out.write(all, from, Math.min(PIECE, all.length - from));
            }
            out.getFD().sync();
        }
    }

    /** Whether the newest cannot be read; with none there is nothing to read. */
    boolean isNewestTorn() {
        SortedSet<Long> ids = ids();
        try {
            if (!ids.isEmpty()) {
                read(ids.last());
            }
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** The machine loses power while the newest is written. */
    public void tearNewest() throws IOException {
        tearNewest(newestLength() / 2);
    }

    /** The machine loses power when so many bytes of the newest are written. */
    void tearNewest(int length) throws IOException {
        try (FileChannel file = FileChannel.open(file(ids().last()), StandardOpenOption.WRITE)) {
            file.truncate(length);
        }
    }

    /** How many bytes the newest has. */
    int newestLength() throws IOException {
        return (int) Files.size(file(ids().last()));
    }

    private Path file(long id) {
        return folder.resolve("snapshot_" + id + ".xml");
    }

    private Element root(long id) throws IOException {
        byte[] text = Files.readAllBytes(file(id));
        try {
            DocumentBuilder parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
            parser.setErrorHandler(new DefaultHandler()); // throws what the standard one also prints
            return parser.parse(new ByteArrayInputStream(text)).getDocumentElement();
        } catch (SAXException | ParserConfigurationException e) {
            throw new IOException("the snapshot " + id + " cannot be read", e);
        }
    }

    private static List<Element> elements(Element parent, String name) {
        List<Element> elements = new ArrayList<>();
        NodeList all = parent.getElementsByTagName(name);
        for (int i = 0; i < all.getLength(); i++) {
            elements.add((Element) all.item(i));
        }
        return elements;
    }

    private static void append(StringBuilder xml, String name, Object value) {
        boolean array = value instanceof Object[];
        Object[] values = array ? (Object[]) value : new Object[] {value};
        if (values.length == 0
                || !List.of(TYPES.split(" ")).contains(values[0].getClass().getSimpleName())) {
            return;
        }
        xml.append("<property name=\"").append(escaped(name));
        xml.append("\" array=\"").append(array);
        xml.append("\" type=\"").append(values[0].getClass().getSimpleName()).append("\">");
        for (Object each : values) {
            xml.append("<value>").append(escaped(each.toString())).append("</value>");
        }
        xml.append("</property>");
    }

    /** Every character that could be taken for another thing as a number: a parser refuses those that XML has not. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (c >= ' ' && c <= '~' && "<>&\"'".indexOf(c) < 0) {
                escaped.appendCodePoint(c);
            } else {
                escaped.append("&#").append(c).append(';');
            }
        });
        return escaped.toString();
    }

    private static Object array(List<Object> values) {
        Object array = Array.newInstance(values.get(0).getClass(), values.size());
        for (int i = 0; i < values.size(); i++) {
            Array.set(array, i, values.get(i));
        }
        return array;
    }

    private static Object value(String type, String text) {
        return switch (type) {
            case "Long" -> Long.valueOf(text);
            case "Double" -> Double.valueOf(text);
            case "Float" -> Float.valueOf(text);
            case "Integer" -> Integer.valueOf(text);
            case "Byte" -> Byte.valueOf(text);
            case "Character" -> text.charAt(0);
            case "Boolean" -> Boolean.valueOf(text);
            case "Short" -> Short.valueOf(text);
            default -> text;
        };
    }
}
