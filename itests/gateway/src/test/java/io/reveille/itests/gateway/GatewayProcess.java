package io.reveille.itests.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.itests.torture.TestedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One run of the gateway's start script. */
final class GatewayProcess extends TestedProcess {

    private static final Pattern PASSWORD = Pattern.compile("(?m)^  password  (\\S+)   \\(shown only now");

    private static final Pattern UP = Pattern.compile("Reveille gateway is up .*\\n(  .*\\n){4}");

    static final Path HOME = Path.of(Objects.requireNonNull(System.getProperty("gateway.home"), "gateway.home"));
    static final String JAVA_HOME = System.getProperty("gateway.java.home", System.getProperty("java.home"));

    private GatewayProcess(List<String> command, Map<String, String> environment, String input, Path logs) {
        super(command, environment, input, logs);
    }

    /** Starts it; what it prints goes to new files in the folder {@code logs}. */
    static GatewayProcess run(Path logs, String... arguments) {
        return run(JAVA_HOME, "", logs, arguments);
    }

    static GatewayProcess run(String javaHome, String input, Path logs, String... arguments) {
        return run(script(arguments), javaHome, input, logs);
    }

    /** Starts a gateway by another command. */
    static GatewayProcess run(List<String> command, String javaHome, String input, Path logs) {
        return new GatewayProcess(command, Map.of("JAVA_HOME", javaHome), input, logs);
    }

    /** Starts a gateway on a Java with more options. */
    static GatewayProcess withJava(String javaOptions, Path logs, String... arguments) {
        return new GatewayProcess(
                script(arguments), Map.of("JAVA_HOME", JAVA_HOME, "JDK_JAVA_OPTIONS", javaOptions), "", logs);
    }

    private static List<String> script(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(HOME.resolve("bin/gateway").toString());
        command.addAll(List.of(arguments));
        return command;
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    GatewayProcess awaitUp() {
        await(PATIENCE).until(() -> UP.matcher(output()).find());
        return this;
    }

    String password() {
        Matcher line = PASSWORD.matcher(output());
        assertThat(line.find()).as("a password in %s", output()).isTrue();
        return line.group(1);
    }
}
