package io.reveille.itests.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.junit.Test;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.BundleContext;

/** The tab key in the console of Equinox, and that nothing of it is offered where there is no such console. */
public class EquinoxConsoleIT extends ContainerTest {

    private static final String PORT = "reveille.test.console";
    private static final String COMPLETER = "org.eclipse.equinox.console.completion.common.Completer";

    // What a terminal answers when the console asks for its kind: IAC WILL TERMINAL-TYPE, and the type.
    private static final byte[] KIND = {(byte) 255, (byte) 251, 24};
    private static final byte[] TYPE = {(byte) 255, (byte) 250, 24, 0, 'V', 'T', '1', '0', '0', (byte) 255, (byte) 240};

    @Inject
    private BundleContext bundle;

    @Override
    @Configuration
    public Option[] container() {
        try (ServerSocket free = new ServerSocket(0)) {
            System.setProperty(PORT, String.valueOf(free.getLocalPort()));
        } catch (IOException e) {
            throw new IllegalStateException("no port is free", e);
        }
        return Stream.concat(
                        Arrays.stream(super.container()),
                        Stream.of(
                                frameworkProperty("osgi.console").value("127.0.0.1:" + System.getProperty(PORT)),
                                frameworkProperty("gosh.args").value("--nointeractive")))
                .toArray(Option[]::new);
    }

    @Test
    public void theTabKeyCompletesNamesOfJobs() throws Exception {
        boolean hasConsole = Arrays.stream(bundle.getBundles())
                .anyMatch(each -> "org.eclipse.equinox.console".equals(each.getSymbolicName()));
        if (!hasConsole) {
            assertThat(bundle.getServiceReference(COMPLETER)).isNull();
            return;
        }
        Gateway.until("the console is offered completions", () -> bundle.getServiceReference(COMPLETER) != null);
        gateway.scheduler().every(6).hours().named("night upload").run("nobody");
        try (Socket terminal = new Socket(InetAddress.getLoopbackAddress(), Integer.getInteger(PORT))) {
            terminal.setSoTimeout(100);
            OutputStream keys = terminal.getOutputStream();
            keys.write(KIND);
            keys.write(TYPE);
            awaitShown(terminal, "g! ");

            keys.write("reveille:explain \"ni\t\r\n".getBytes(StandardCharsets.US_ASCII));

            awaitShown(terminal, "It waits: no service offers the handler");
        }
    }

    private static void awaitShown(Socket terminal, String text) throws Exception {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        InputStream screen = terminal.getInputStream();
        Gateway.until("\"" + text + "\" is shown", () -> {
            try {
                shown.write(screen.read());
                shown.write(screen.readNBytes(screen.available()));
            } catch (SocketTimeoutException e) {
                // Nothing more is there yet.
            }
            return shown.toString(StandardCharsets.ISO_8859_1).contains(text);
        });
    }
}
