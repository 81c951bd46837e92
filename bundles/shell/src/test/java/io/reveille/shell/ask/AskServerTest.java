package io.reveille.shell.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.service.command.CommandSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real socket, and real Gogo behind it. */
@Timeout(60)
class AskServerTest {

    @TempDir
    Path folder;

    private @Nullable AskServer server;

    /** Commands of a bundle. */
    public static final class Commands {

        public void hello(CommandSession session, String name) {
            session.getConsole().println("hello " + name);
        }

        public String name() {
            return "Zoë";
        }

        public boolean holds(boolean yes) {
            return yes;
        }

        public void fail() {
            throw new IllegalArgumentException("that cannot be; nothing was done.");
        }
    }

    /** What came back. */
    private record Answer(String output, String errors, int status) {}

    private Path socket() {
        return folder.resolve("ask");
    }

    @AfterEach
    void close() throws IOException {
        AskServer open = server;
        server = null;
        if (open != null) {
            open.close();
        }
    }

    private void open(AskServer.Commands commands) throws IOException {
        server = AskServer.open(socket(), commands);
    }

    private void gogo() throws IOException {
        CommandProcessorImpl gogo = new CommandProcessorImpl();
        gogo.addCommand("test", new Commands());
        open(new GogoCommands(gogo));
    }

    private SocketChannel asking(String line) throws IOException {
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket()));
        try {
            channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
            channel.shutdownOutput();
        } catch (IOException e) {
            // One that is turned away may be so before it has asked; the reason can be read all the same.
        }
        return channel;
    }

    private static Answer heard(SocketChannel channel) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        DataInputStream in = new DataInputStream(Channels.newInputStream(channel));
        while (true) {
            char kind = (char) in.readByte();
            byte[] bytes = in.readNBytes(in.readInt());
            if (kind == 'x') {
                channel.close();
                return new Answer(
                        output.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8), bytes[0]);
            }
            (kind == 'o' ? output : errors).writeBytes(bytes);
        }
    }

    private Answer ask(String line) throws IOException {
        return heard(asking(line));
    }

    @Test
    void commandsAreAnsweredWithAStatus() throws Exception {
        gogo();

        assertThat(ask("test:hello world")).isEqualTo(new Answer("hello world\n", "", 0));
        assertThat(ask("test:name")).isEqualTo(new Answer("Zoë\n", "", 0));
        assertThat(ask("test:fail")).isEqualTo(new Answer("", "that cannot be; nothing was done.\n", 1));
        assertThat(ask("test:holds true")).isEqualTo(new Answer("", "", 0));
        assertThat(ask("test:holds false")).isEqualTo(new Answer("", "", 1));
        assertThat(ask("test:none").status()).isEqualTo(1);
        assertThat(ask("test:none").errors()).contains("test:none");
        assertThat(ask("")).isEqualTo(new Answer("", "", 0));
        close();
        assertThat(socket()).doesNotExist();
    }

    @Test
    void onlyTheOwnUserGetsAtTheSocket() throws Exception {
        gogo();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket())))
                .isEqualTo("rw-------");
    }

    @Test
    void aSocketThatAKillHasLeftIsReplacedAndAFileIsNot() throws Exception {
        gogo();
        Path aside = folder.resolve("aside");
        Files.createLink(aside, socket());
        close();
        Files.move(aside, socket());

        gogo();
        assertThat(ask("test:hello again").output()).isEqualTo("hello again\n");
        close();
        Files.writeString(socket(), "precious");

        assertThatIOException().isThrownBy(this::gogo).withMessageContaining("no socket");
        assertThat(socket()).hasContent("precious");
    }

    @Test
    void aPathThatIsTooLongForASocketIsAnError() {
        Path far = folder.resolve("x".repeat(200));

        assertThatIOException().isThrownBy(() -> AskServer.open(far, (line, output, errors) -> 0));
    }

    @Test
    void whatIsTooLongIsNotRead() throws Exception {
        gogo();
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket()))) {
            channel.write(ByteBuffer.wrap(new byte[AskServer.MAX_LENGTH + 1]));

            assertThat(heard(channel).errors()).contains("more than 65536 bytes", "nothing was done");
        }
    }

    @Test
    void soManyAreAnsweredAtOnceAndOthersAreTold() throws Exception {
        CountDownLatch busy = new CountDownLatch(AskServer.MOST);
        CountDownLatch go = new CountDownLatch(1);
        open((line, output, errors) -> {
            busy.countDown();
            return await(go, output);
        });
        List<SocketChannel> asking = new ArrayList<>();
        for (int i = 0; i < AskServer.MOST; i++) {
            asking.add(asking("wait"));
        }
        busy.await();

        assertThat(ask("wait").errors()).contains("4 others are being answered", "Nothing was done");

        go.countDown();
        for (SocketChannel each : asking) {
            assertThat(heard(each)).isEqualTo(new Answer("done", "", 7));
        }
    }

    private static int await(CountDownLatch go, OutputStream output) {
        try {
            go.await();
            output.write("done".getBytes(StandardCharsets.UTF_8));
            return 7;
        } catch (IOException | InterruptedException e) {
            return 1;
        }
    }
}
