package io.reveille.itests.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject.Kind;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each piece of Java in the README and in the pages of docs compiles: one with a comment above it that names its file is
 * compared with that file, here or in the module that the comment names; any other is some lines of a method, or the
 * head of a handler, and is compiled here.
 */
class DocsTest {

    private static final Pattern BLOCK =
            Pattern.compile("(?:<!-- (\\S+): (\\S+) -->\\R+)?```java\\R(.*?)```", Pattern.DOTALL);

    /** Where the files of other modules lie; each has a test of its own that compares, but for the template. */
    private static final Map<String, String> COMPARED_THERE =
            Map.of("itests/examples", "ReadmeTest", "bundles/testing", "PublicFaceTest", "itests/template", "DocsTest");

    private static final Path TEMPLATE = Path.of("../template/project/src");

    private static final String IMPORTS = """
            import io.reveille.*;
            import java.time.*;
            import java.util.*;
            import java.util.concurrent.*;
            import org.osgi.service.component.annotations.*;
            """;

    /** What the lines on the pages take for granted. */
    private static final String AROUND = """
            interface Client { CompletionStage<JobResult> ask(String question); }
            record Point(String name, Map<String, Object> arguments) {}
            void readMeter() throws Exception {}
            JobResult rotate(Instant time) { return JobResult.success(); }
            """;

    private record Block(String page, String module, String file, String code) {}

    private static List<Block> blocks() throws IOException {
        List<Block> blocks = new ArrayList<>(blocks(Path.of("../../README.md")));
        try (DirectoryStream<Path> pages = Files.newDirectoryStream(Path.of("../../docs"), "*.md")) {
            for (Path page : pages) {
                blocks.addAll(blocks(page));
            }
        }
        return blocks;
    }

    private static List<Block> blocks(Path page) throws IOException {
        return BLOCK.matcher(Files.readString(page))
                .results()
                .map(found -> new Block(
                        page.getFileName().toString(),
                        found.group(1) == null ? "" : found.group(1),
                        found.group(2) == null ? "" : found.group(2),
                        found.group(3)))
                .toList();
    }

    @Test
    void eachBlockIsComparedOrCompiled(@TempDir Path classes) throws IOException {
        Map<String, String> sources = new TreeMap<>();
        for (Block block : blocks()) {
            if (block.module().isEmpty()) {
                String name = "Page" + sources.size();
                sources.put(name, source(name, block));
            } else {
                assertThat(COMPARED_THERE).as("the page %s", block.page()).containsKey(block.module());
            }
        }
        assertThat(sources).hasSizeGreaterThan(5);
        assertThat(complaints(sources, classes)).isEmpty();
    }

    @Test
    void aBlockThatDoesNotCompileIsFound(@TempDir Path classes) {
        Block wrong = new Block("a.md", "", "", "scheduler.every(10).secnds().call(() -> {});\n");
        assertThat(complaints(Map.of("Wrong", source("Wrong", wrong)), classes)).contains("secnds", "a.md");
    }

    @Test
    void thePagesShowTheTemplateAsItIs() throws IOException {
        for (Block block : blocks()) {
            if (block.module().equals("itests/template")) {
                String kind = block.file().endsWith("Test.java") ? "test" : "main";
                Path file =
                        TEMPLATE.resolve(kind).resolve("java/com/example/disk").resolve(block.file());
                assertThat(Files.readString(file)).as(block.file()).endsWith("\n\n" + block.code());
            }
        }
    }

    private static String source(String name, Block block) {
        String head = "// " + block.page() + "\n" + IMPORTS + "class " + name + " {\n" + AROUND;
        if (block.code().stripLeading().startsWith("@")) {
            Matcher open = Pattern.compile("\\{\\s*$").matcher(block.code());
            String rest = open.find() ? "public JobResult run(JobContext job) { return JobResult.success(); } }" : "";
            return head + block.code().replace("public class", "static class") + rest + "}\n";
        }
        return head
                + "void lines(ScheduleService scheduler, JobTransfer transfer, Client client, String question,"
                + " List<Point> points) throws Exception {\n"
                + block.code() + "}}\n";
    }

    /** What the compiler says; each line names the page. */
    private static String complaints(Map<String, String> sources, Path classes) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        List<SimpleJavaFileObject> files = sources.entrySet().stream()
                .map(each -> (SimpleJavaFileObject) new Source(each.getKey(), each.getValue()))
                .toList();
        boolean isRight = compiler.getTask(
                        said,
                        null,
                        null,
                        List.of("-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path")),
                        null,
                        files)
                .call();
        return isRight ? "" : said + sources.toString();
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
