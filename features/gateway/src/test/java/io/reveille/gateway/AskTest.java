package io.reveille.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The asking side; AskIT has the two together. */
@Timeout(60)
class AskTest {

    @TempDir
    Path data;

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    private int ask(String commands) throws StartException {
        return new Ask(data)
                .run(
                        commands,
                        new PrintStream(output, true, StandardCharsets.UTF_8),
                        new PrintStream(errors, true, StandardCharsets.UTF_8));
    }

    /** A gateway that answers one question so, and tells what it was. */
    private CompletableFuture<String> answering(byte[] answer) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(Ask.socket(data)));
        return CompletableFuture.supplyAsync(() -> {
            try (server;
                    SocketChannel asking = server.accept()) {
                byte[] asked = Channels.newInputStream(asking).readAllBytes();
                Channels.newOutputStream(asking).write(answer);
                return new String(asked, StandardCharsets.UTF_8);
            } catch (IOException e) {
                return e.toString();
            }
        });
    }

    private static void part(DataOutputStream to, char kind, byte... bytes) throws IOException {
        to.writeByte(kind);
        to.writeInt(bytes.length);
        to.write(bytes);
    }

    @Test
    void theAnswerIsShownAndItsStatusReturned() throws Exception {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        DataOutputStream to = new DataOutputStream(answer);
        part(to, 'o', "Zoë\n".getBytes(StandardCharsets.UTF_8));
        part(to, 'e', "but\n".getBytes(StandardCharsets.UTF_8));
        part(to, 'o', "more\n".getBytes(StandardCharsets.UTF_8));
        part(to, 'x', (byte) 200);
        CompletableFuture<String> asked = answering(answer.toByteArray());

        assertThat(ask("reveille:job \"Zoë\"")).isEqualTo(200);

        assertThat(asked.join()).isEqualTo("reveille:job \"Zoë\"");
        assertThat(output.toString(StandardCharsets.UTF_8)).isEqualTo("Zoë\nmore\n");
        assertThat(errors.toString(StandardCharsets.UTF_8)).isEqualTo("but\n");
    }

    @Test
    void anAnswerThatBreaksOffIsNoSuccess() throws Exception {
        CompletableFuture<String> asked = answering(new byte[] {'o', 0, 0, 0, 9, 'x'});

        StartException failure = catchThrowableOfType(StartException.class, () -> ask("reveille:jobs"));

        assertThat(asked.join()).isEqualTo("reveille:jobs");
        assertThat(failure.exitCode()).isEqualTo(1);
        assertThat(failure.getMessage()).contains(data.toString(), "before the answer was complete", "may be done");
    }

    @Test
    void whereNoGatewayRunsThatIsSaid() {
        StartException failure = catchThrowableOfType(StartException.class, () -> ask("reveille:jobs"));

        assertThat(failure.exitCode()).isEqualTo(StartException.NO_GATEWAY);
        assertThat(failure.getMessage()).contains("no gateway runs with the data folder " + data, "--data DIR");
    }

    @Test
    void aSocketThatAKillHasLeftIsNoGateway() throws Exception {
        ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        killed.bind(UnixDomainSocketAddress.of(Ask.socket(data)));
        killed.close();

        StartException failure = catchThrowableOfType(StartException.class, () -> ask("reveille:jobs"));

        assertThat(failure.exitCode()).isEqualTo(StartException.NO_GATEWAY);
    }
}
