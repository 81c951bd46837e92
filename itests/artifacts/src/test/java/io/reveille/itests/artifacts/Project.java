package io.reveille.itests.artifacts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** The project's folders and POMs, as they lie around this module. */
final class Project {

    static final Path ROOT = Path.of("../..");

    private static final Pattern MODULE = Pattern.compile("<module>(.*?)</module>");

    private Project() {}

    /** The folders of all modules, as the parent lists them. */
    static List<String> modules() throws IOException {
        List<String> modules = new ArrayList<>();
        Matcher module = MODULE.matcher(Files.readString(ROOT.resolve("pom.xml")));
        while (module.find()) {
            modules.add(module.group(1));
        }
        return modules;
    }

    /** Folders below one of the project's that hold a module, listed or not. */
    static List<String> folders(String parent) throws IOException {
        List<String> folders = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(ROOT.resolve(parent))) {
            for (Path folder : files) {
                if (Files.exists(folder.resolve("pom.xml"))) {
                    folders.add(parent + "/" + folder.getFileName());
                }
            }
        }
        return folders.stream().sorted().toList();
    }

    static Element pom(String module) {
        Path file = ROOT.resolve(module).resolve("pom.xml");
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(file.toFile())
                    .getDocumentElement();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalStateException(file + " cannot be read", e);
        }
    }

    /** What a POM has at a path of elements, as {@code parent/version}; null if it has not. */
    static @Nullable String text(Element pom, String path) {
        Element at = pom;
        for (String name : path.split("/", -1)) {
            List<Element> found = children(at, name);
            if (found.isEmpty()) {
                return null;
            }
            at = found.get(0);
        }
        return at.getTextContent().strip();
    }

    static List<Element> children(Element parent, String name) {
        return Stream.iterate(parent.getFirstChild(), each -> each != null, Node::getNextSibling)
                .filter(each -> each instanceof Element && each.getNodeName().equals(name))
                .map(Element.class::cast)
                .toList();
    }

    static Map<String, String> coordinates(Element dependency) {
        String type = text(dependency, "type");
        return Map.of(
                "artifact",
                text(dependency, "groupId") + ":" + text(dependency, "artifactId"),
                "version",
                String.valueOf(text(dependency, "version")),
                "type",
                type == null ? "jar" : type);
    }
}
