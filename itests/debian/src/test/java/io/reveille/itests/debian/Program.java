package io.reveille.itests.debian;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Programs of Debian, called from the test. */
final class Program {

    static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /** A program's exit status, and all that it said. */
    record Said(int status, String text) {}

    private Program() {}

    static boolean isThere(String name) {
        return Stream.of(PATH.split(":", -1)).anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    }

    /** Calls a program that has to succeed; returns what it said. */
    static String run(String... command) throws IOException, InterruptedException {
        Said said = call(List.of(command), "");
        assertThat(said.status())
                .as("%s%n%s", String.join(" ", command), said.text())
                .isZero();
        return said.text();
    }

    static Said call(List<String> command, String input) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PATH", PATH);
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), text);
    }
}
