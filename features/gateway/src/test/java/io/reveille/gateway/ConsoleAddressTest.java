package io.reveille.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ConsoleAddressTest {

    @Test
    void aPortThatAnotherProgramHasIsRefused() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(new ConsoleAddress(other.getLocalPort())::requireFreePort)
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("port " + other.getLocalPort())
                    .hasMessageContaining("--port");
        }
    }

    @Test
    void soIsOneThatAnotherProgramHasOnAllAddresses() throws IOException {
        try (ServerSocket other = new ServerSocket(0)) {
            assertThatThrownBy(new ConsoleAddress(other.getLocalPort())::requireFreePort)
                    .isInstanceOf(StartException.class);
        }
    }

    @Test
    void aFreePortIsLeftFree() throws IOException {
        int port;
        try (ServerSocket other = new ServerSocket(0)) {
            port = other.getLocalPort();
        }
        assertThatCode(() -> {
                    new ConsoleAddress(port).requireFreePort();
                    new ConsoleAddress(port).requireFreePort();
                })
                .doesNotThrowAnyException();
    }

    @Test
    void itWaitsUntilTheConsoleAsksForThePassword() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        // As Jetty does: first there is a server without a console, then the console.
        server.createContext("/system/console", exchange -> {
            exchange.sendResponseHeaders(looks.incrementAndGet() < 4 ? 404 : 401, -1);
            exchange.close();
        });
        server.start();
        try {
            assertThat(new ConsoleAddress(server.getAddress().getPort()).awaitAnswer())
                    .isTrue();
            assertThat(looks).hasValue(4);
        } finally {
            server.stop(0);
        }
    }
}
