package io.reveille.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** The files that a browser loads before the list of jobs shows: small enough for a gateway behind a slow link. */
class FirstPageTest {

    private static final Path UI = Path.of("src/main/resources/io/reveille/console/ui");
    private static final Pattern LOADED = Pattern.compile("(?:from '|src=\"|href=\")(\\.?[^'\"#:]+\\.(?:js|css))['\"]");

    @Test
    void isAtMostSixtyKilobytesPacked() throws IOException {
        Map<Path, Integer> packed = new LinkedHashMap<>();
        Deque<Path> open = new ArrayDeque<>();
        open.add(UI.resolve("index.html"));
        while (!open.isEmpty()) {
            Path file = open.remove().normalize();
            if (packed.containsKey(file)) {
                continue;
            }
            packed.put(file, packed(Files.readAllBytes(file)));
            Matcher loaded = LOADED.matcher(Files.readString(file));
            while (loaded.find()) {
                Path from = file.endsWith("index.html") ? UI : file; // served one folder above
                open.add(from.resolveSibling(loaded.group(1)));
            }
        }
        assertThat(packed.keySet())
                .map(each -> UI.relativize(each).toString())
                .contains(
                        "index.html",
                        "app.css",
                        "app.js",
                        "screens/jobs.js",
                        "parts/net.js",
                        "vendor/standalone.module.js")
                .doesNotContain("screens/system.js"); // comes when it is opened
        assertThat(packed.values().stream().mapToInt(Integer::intValue).sum())
                .as(packed::toString)
                .isLessThan(60_000);
    }

    private static int packed(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.size();
    }
}
