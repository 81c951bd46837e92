package io.reveille.itests.examples.pages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A document: its text, its blocks of code, and the code within its sentences.
 *
 * @param name the path below the root of the repository
 */
record Page(String name, String text) {

    static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    private static final Pattern BLOCK = Pattern.compile("(?ms)((?:^<!-- [^\\n]* -->\\n+)?)^```(\\w*)\\n(.*?)^```$");

    private static final Pattern INLINE = Pattern.compile("(?s)(?<!`)(`+)(?!`)(.+?)(?<!`)\\1(?!`)");

    /**
     * A block of code.
     *
     * @param comment the line above it, or an empty text
     * @param language what stands behind its first fence
     */
    record Block(String page, String comment, String language, String code) {}

    /** All documents but the decisions, which tell of the time when they were made. */
    static List<Page> all() throws IOException {
        List<Page> pages = new ArrayList<>();
        for (String name : List.of("README.md", "CONTRIBUTING.md", "bench/README.md")) {
            pages.add(read(name));
        }
        try (Stream<Path> files = Files.list(ROOT.resolve("docs"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".md"))
                    .sorted()
                    .toList()) {
                pages.add(read("docs/" + file.getFileName()));
            }
        }
        return pages;
    }

    static Page read(String name) throws IOException {
        return new Page(name, Files.readString(ROOT.resolve(name)));
    }

    List<Block> blocks() {
        return BLOCK.matcher(text)
                .results()
                .map(found -> new Block(name, found.group(1).strip(), found.group(2), found.group(3)))
                .toList();
    }

    /** The page without its blocks of code, and of what is said in other schedulers without that. */
    String prose() {
        String prose = BLOCK.matcher(text).replaceAll("");
        return name.equals("docs/coming-from.md") ? prose.replaceAll("(?m)^\\|[^|]*\\|", "|") : prose;
    }

    /** The code within sentences and tables, each on one line. */
    List<String> inline() {
        return INLINE.matcher(prose())
                .results()
                .map(found -> found.group(2).strip().replaceAll("\\s+", " ").replace("\\|", "|"))
                .toList();
    }

    /** The commands in blocks for a shell: a line that ends with a backslash goes on, and comments are left out. */
    List<String> commands() {
        List<String> commands = new ArrayList<>();
        for (Block block : blocks()) {
            if (block.language().equals("sh")) {
                for (String line : block.code().replaceAll("\\\\\\n\\s*", "").split("\\n", -1)) {
                    String command = line.replaceAll("(^|\\s+)# .*$", "");
                    if (!command.isBlank()) {
                        commands.add(command);
                    }
                }
            }
        }
        return commands;
    }

    /** Splits a command into words as a shell does, without substitutions. */
    static List<String> words(String command) {
        List<String> words = new ArrayList<>();
        Matcher each = Pattern.compile("(?:'[^']*'|\"[^\"]*\"|[^\\s'\"])+").matcher(command);
        while (each.find()) {
            words.add(Pattern.compile("'([^']*)'|\"([^\"]*)\"")
                    .matcher(each.group())
                    .replaceAll((MatchResult quoted) ->
                            Matcher.quoteReplacement(quoted.group(1) == null ? quoted.group(2) : quoted.group(1))));
        }
        return words;
    }
}
