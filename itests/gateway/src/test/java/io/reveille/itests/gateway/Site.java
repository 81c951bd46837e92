package io.reveille.itests.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/** Another origin than the gateway's: one page, or the files below a folder. */
final class Site implements AutoCloseable {

    private static final Map<String, String> TYPES =
            Map.of("html", "text/html", "js", "text/javascript", "css", "text/css");

    /** The answer to an address. */
    @FunctionalInterface
    private interface Content {
        byte[] read(String path) throws IOException;
    }

    private final HttpServer server;

    private Site(Content content) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange, content));
        server.start();
    }

    /** @param html the page, whatever its address is */
    static Site of(String html) throws IOException {
        return new Site(path -> ("<!DOCTYPE html>" + html).getBytes(StandardCharsets.UTF_8));
    }

    static Site of(Path folder) throws IOException {
        return new Site(path -> Files.readAllBytes(folder.resolve(path.substring(1))));
    }

    private static void answer(HttpExchange exchange, Content content) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] body;
        int status;
        try {
            body = content.read(path);
            status = 200;
        } catch (NoSuchFileException e) {
            body = path.getBytes(StandardCharsets.UTF_8);
            status = 404;
        }
        String type = TYPES.getOrDefault(path.substring(path.lastIndexOf('.') + 1), "text/html");
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    String url() {
        return origin() + "/";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
