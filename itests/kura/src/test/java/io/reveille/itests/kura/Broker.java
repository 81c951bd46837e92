package io.reveille.itests.kura;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Debian's mosquitto, on a port of this machine that is free, for one test. */
public final class Broker implements AutoCloseable {

    private final int port;
    private final Process process;

    /** Starts it. */
    public Broker(Path folder) throws IOException {
        port = freePort();
        Path settings = Files.writeString(
                folder.resolve("mosquitto.conf"),
                "listener " + port + " 127.0.0.1\nallow_anonymous true\npersistence false\nlog_dest stdout\n");
        File log = folder.resolve("mosquitto.log").toFile();
        process = new ProcessBuilder(program("mosquitto"), "-c", settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        await("mosquitto, whose log is " + log).atMost(Duration.ofSeconds(30)).until(this::answers);
    }

    /** Where a program of the packages mosquitto and mosquitto-clients lies. */
    public static String program(String name) {
        return Stream.concat(
                        Stream.of(String.valueOf(System.getenv("PATH")).split(File.pathSeparator)),
                        List.of("/usr/sbin", "/usr/local/sbin").stream())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Path::toString)
                .orElseThrow(() -> new AssertionError("There is no " + name
                        + " here: install the packages mosquitto and mosquitto-clients, as ./verify does."));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new AssertionError("mosquitto has ended with " + process.exitValue());
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
