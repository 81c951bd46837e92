package io.reveille.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** The address of the web console on this machine. */
record ConsoleAddress(int port) {

    static final String HOST = "127.0.0.1";

    private static final String PATH = "/system/console";
    private static final int LOOK_MILLIS = 25;
    private static final int LOOKS = 2400;

    String url() {
        return "http://" + HOST + ":" + port + PATH;
    }

    /**
     * Checks that the port is free: Jetty would report the same much later, with a stack trace, and leave a gateway
     * without a console.
     */
    void requireFreePort() throws StartException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address());
        } catch (BindException e) {
            throw StartException.failed("port " + port + " on " + HOST + " cannot be used (" + e.getMessage()
                    + "); stop the program that has it, or choose another with --port N");
        } catch (IOException e) {
            throw StartException.failed("port " + port + " on " + HOST + " cannot be tried (" + e.getMessage() + ")");
        }
    }

    /**
     * Waits until a browser would get an answer: the bundles are all active before the HTTP server has taken in the
     * servlet, so only asking tells.
     *
     * @return false when there was none within a minute
     */
    boolean awaitAnswer() throws InterruptedException {
        for (int look = 0; look < LOOKS; look++) {
            if (answers()) {
                return true;
            }
            Thread.sleep(LOOK_MILLIS);
        }
        return false;
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(address(), LOOK_MILLIS);
            socket.setSoTimeout(1000);
            String request =
                    "GET " + PATH + " HTTP/1.1\r\nHost: " + HOST + ":" + port + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            String status = answer.readLine();
            // The console asks for the password; a server without it has no such page.
            return status != null && status.contains(" 401 ");
        } catch (IOException e) {
            // Not ready: refused or cut off. The caller tries again.
            return false;
        }
    }

    private InetSocketAddress address() throws IOException {
        return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    }
}
