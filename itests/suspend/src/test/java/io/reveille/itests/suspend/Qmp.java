package io.reveille.itests.suspend;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** QEMU's own word on its machine: commands to it and events of it, each a line of JSON. */
final class Qmp implements AutoCloseable {

    private final SocketChannel channel;
    private final BufferedReader in;
    private final BufferedWriter out;

    private Qmp(SocketChannel channel) {
        this.channel = channel;
        this.in = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
        this.out = new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8));
    }

    /** @throws IOException if QEMU does not listen yet */
    static Qmp connect(Path socket) throws IOException {
        Qmp qmp = new Qmp(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
        qmp.in.readLine(); // its greeting
        qmp.send("qmp_capabilities");
        return qmp;
    }

    void send(String command) throws IOException {
        JsonObject line = new JsonObject();
        line.addProperty("execute", command);
        out.write(line + "\n");
        out.flush();
    }

    /** Hands on event after event until QEMU ends. */
    void read(Consumer<JsonObject> events) throws IOException {
        @Nullable String line;
        while ((line = in.readLine()) != null) {
            JsonObject message = JsonParser.parseString(line).getAsJsonObject();
            if (message.has("event")) {
                events.accept(message);
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
