package io.reveille.itests.examples.pages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Files, tests, PIDs, packages, classes and framework properties that a page names are there. */
final class NameRule implements Rule {

    private static final Pattern FILE =
            Pattern.compile("(?:bundles|features|itests|bench|docs|bom|\\.ci|conf|licences)/[\\w.*/-]+");

    private static final Pattern TEST = Pattern.compile("([A-Z]\\w*[a-z](?:Test|IT|Benchmark))(?:[.#](\\w+))?");

    private static final Pattern CONFIGURATION =
            Pattern.compile("(?:data/load/)?([a-z.]+)(?:[-~][\\w-]+)?\\.(?:cfg|config)");

    private static final Pattern NAME = Pattern.compile("(?:io\\.)?reveille(?:\\.[A-Za-z]+)+");

    private static final String DIST = "features/gateway/src/main/dist/";

    private final Sources sources;

    NameRule(Sources sources) {
        this.sources = sources;
    }

    @Override
    public List<String> faults(String text) {
        Matcher test = TEST.matcher(text);
        Matcher configuration = CONFIGURATION.matcher(text);
        if (test.matches()) {
            boolean isThere = sources.hasTest(test.group(1), test.group(2) == null ? "" : test.group(2));
            return isThere ? List.of() : List.of("there is no test " + text);
        }
        if (FILE.matcher(text).matches()) {
            return isFile(text) ? List.of() : List.of("there is no file " + text);
        }
        if (configuration.matches()) {
            String pid = configuration.group(1);
            return pid.startsWith("io.reveille") && !sources.hasKey(pid)
                    ? List.of("nothing takes the configuration " + pid)
                    : List.of();
        }
        return NAME.matcher(text).matches() && !isName(text) ? List.of("nothing is called " + text) : List.of();
    }

    /** Whether there is such a file; of one below target, whether its module is there. */
    private static boolean isFile(String text) {
        String path = text.replaceAll("/target(/.*)?$", "").replaceAll("/$", "");
        Path base = path.matches("(conf|licences)/.*") ? Page.ROOT.resolve(DIST) : Page.ROOT;
        if (!path.contains("*")) {
            return Files.exists(base.resolve(path));
        }
        PathMatcher glob = FileSystems.getDefault().getPathMatcher("glob:" + base + "/" + path);
        try (Stream<Path> files = Files.walk(base.resolve(path.substring(0, path.indexOf('/'))), 4)) {
            return files.anyMatch(glob::matches);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isName(String text) {
        String name = text.replaceAll("\\.[A-Z]+$", "");
        String last = name.substring(name.lastIndexOf('.') + 1);
        if (Character.isUpperCase(last.charAt(0))) {
            String file = "/" + name.replace('.', '/') + ".java";
            return sources.matches(path -> path.endsWith(file), "", "") || sources.hasName(name);
        }
        return sources.matches(path -> true, name, "(?<![\\w.])" + Pattern.quote(name) + "(?![\\w-])");
    }
}
