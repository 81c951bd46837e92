package io.reveille.itests.examples.pages;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Scripts of this repository are there, and have the options that a command gives them. */
final class ScriptRule implements Rule {

    private static final Set<String> KARAFS = Set.of("bin/karaf", "bin/client");

    private static final Pattern SCRIPT = Pattern.compile("\\./[a-z]+|(?:bench|itests|docs/pictures)/\\S+|bin/[a-z]+");

    private final Sources sources;

    ScriptRule(Sources sources) {
        this.sources = sources;
    }

    @Override
    public List<String> faults(String text) {
        List<String> words = Page.words(text);
        String first = words.isEmpty() ? "" : words.get(0);
        if (!SCRIPT.matcher(first).matches() || (words.size() == 1 && !first.startsWith("./"))) {
            return List.of();
        }
        if (KARAFS.contains(first)) {
            return List.of();
        }
        String script = first.startsWith("bin/") ? "features/gateway/src/main/dist/" + first : first.replace("./", "");
        Path file = Page.ROOT.resolve(script);
        if (!Files.isRegularFile(file) || !Files.isExecutable(file)) {
            return List.of("there is no script " + first);
        }
        String help = script.endsWith("gateway")
                ? sources.text("features/gateway/src/main/resources/io/reveille/gateway/help.txt")
                : sources.text(script);
        List<String> faults = new ArrayList<>();
        for (String word : words.subList(1, words.size())) {
            if (word.startsWith("--")
                    && !Pattern.compile("(?<![\\w-])" + word + "(?![\\w-])")
                            .matcher(help)
                            .find()) {
                faults.add(first + " has no option " + word);
            }
        }
        return faults;
    }
}
