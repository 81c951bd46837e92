package io.reveille.itests.examples.pages;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The sources of the whole build, by their paths below its root, without the documents. */
final class Sources {

    private static final Set<String> FOLDERS = Set.of("bundles", "features", "itests", "bench", "bom", ".ci");

    private static final Set<String> SCRIPTS = Set.of("gateway", "verify", "release", "pom.xml");

    private static final Pattern TEXTS = Pattern.compile(".*\\.(java|xml|sh|properties|txt|cfg|bnd)|[^.]*");

    private final Map<String, String> files = new TreeMap<>();

    private Sources() {}

    static Sources read() throws IOException {
        Sources sources = new Sources();
        for (String script : SCRIPTS) {
            sources.files.put(script, Files.readString(Page.ROOT.resolve(script)));
        }
        for (String folder : FOLDERS) {
            Files.walkFileTree(Page.ROOT.resolve(folder), new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) {
                    return each.endsWith("target") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    if (TEXTS.matcher(file.getFileName().toString()).matches()) {
                        // Mistakes that the tests of this package make on purpose are no sources.
                        String path = Page.ROOT.relativize(file).toString();
                        boolean isHere = path.contains("/itests/examples/pages/");
                        sources.files.put(path, isHere ? "" : Files.readString(file));
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        }
        return sources;
    }

    /** Returns the text of a file, or an empty one. */
    String text(String path) {
        return files.getOrDefault(path, "");
    }

    /** Whether a class of that simple name is in the tests or among the benchmarks, with that member unless it is empty. */
    boolean hasTest(String name, String member) {
        return files.entrySet().stream()
                .filter(file -> file.getKey().endsWith("/" + name + ".java"))
                .anyMatch(file -> member.isEmpty() || file.getValue().contains(" " + member + "("));
    }

    /** Whether a file with such a path has a literal in it, and matches a pattern. */
    boolean matches(Predicate<String> path, String literal, String pattern) {
        Pattern compiled = Pattern.compile(pattern);
        return files.entrySet().stream()
                .filter(file -> path.test(file.getKey()) && file.getValue().contains(literal))
                .anyMatch(file -> compiled.matcher(file.getValue()).find());
    }

    /** Whether a source has the name in quotes, or Maven reads or sets a property that is called so. */
    boolean hasName(String name) {
        String quoted = Pattern.quote(name);
        return matches(path -> true, name, "\"" + quoted + "[\"=]|[{<>!]" + quoted + "[}<>]");
    }

    /** Whether a settings form or a source of a bundle has a key of this name. */
    boolean hasKey(String name) {
        String method = name.replace('.', '_') + "()";
        return matches(path -> path.contains("src/main"), name, "[\"(]" + Pattern.quote(name) + "[\"=.]")
                || matches(path -> path.contains("src/main"), " " + method, "");
    }

    /** What the first group of a pattern is, wherever it is found in a source of a bundle. */
    Set<String> all(String pattern) {
        Pattern compiled = Pattern.compile(pattern);
        return files.entrySet().stream()
                .filter(file ->
                        file.getKey().startsWith("bundles/") && file.getKey().contains("src/main"))
                .flatMap(file -> compiled.matcher(file.getValue()).results())
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
