package io.reveille.shell.ask;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server of a socket that only the gateway's own user can access, as its folder. One thread waits for connections,
 * without any periodic wake-up.
 */
final class AskServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AskServer.class);

    /** Executes commands. */
    interface Commands {

        /** Returns the exit status. */
        int run(String commands, OutputStream output, OutputStream errors);
    }

    /** The greatest length of commands, in bytes. */
    static final int MAX_LENGTH = 64 * 1024;

    /** The greatest number of connections at once. */
    static final int MOST = 4;

    private final Path path;
    private final Commands commands;
    private final ServerSocketChannel server;
    private final ExecutorService answering = new ThreadPoolExecutor(
            0, MOST, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> thread(task, "reveille-answer"));

    private AskServer(Path path, Commands commands, ServerSocketChannel server) {
        this.path = path;
        this.commands = commands;
        this.server = server;
    }

    /**
     * Starts the server.
     *
     * @throws IOException if the socket cannot be created: the path is taken, or too long for a socket (some 100
     *     bytes), or the file system has no sockets
     */
    static AskServer open(Path path, Commands commands) throws IOException {
        removeStale(path);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(path));
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            AskServer asked = new AskServer(path, commands, server);
            thread(asked::accept, "reveille-ask").start();
            return asked;
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e instanceof IOException failed ? failed : new IOException(e.getMessage(), e);
        }
    }

    /** Deletes the socket of a killed process; the socket cannot be in use, since the folder is locked. */
    private static void removeStale(Path path) throws IOException {
        if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther()) {
            throw new IOException("there is something of that name that is no socket, and it was left alone");
        }
        Files.delete(path);
    }

    private static Thread thread(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel asking = server.accept();
                try {
                    answering.execute(() -> answer(asking));
                } catch (RejectedExecutionException e) {
                    refuse(asking);
                }
            }
        } catch (ClosedChannelException e) {
            LOG.debug("{} is closed.", path);
        } catch (IOException e) {
            LOG.error("Nobody answers at {} any more, until the shell's bundle is started again.", path, e);
        }
    }

    private void answer(SocketChannel asking) {
        try (asking) {
            InputStream text = Channels.newInputStream(asking);
            byte[] asked = text.readNBytes(MAX_LENGTH + 1);
            Reply reply = new Reply(Channels.newOutputStream(asking));
            if (asked.length > MAX_LENGTH) {
                refuse(reply, "commands of more than " + MAX_LENGTH + " bytes are not taken; nothing was done");
            } else {
                String line = new String(asked, StandardCharsets.UTF_8);
                reply.end(commands.run(line, reply.output(), reply.errors()));
            }
        } catch (IOException e) { // the client has gone; its commands were carried out
            LOG.debug("A client of {} left before the end of the answer.", path, e);
        }
    }

    private static void refuse(SocketChannel asking) {
        try (asking) {
            refuse(
                    new Reply(Channels.newOutputStream(asking)),
                    MOST + " others are being answered; ask again when one of them is done. Nothing was done");
        } catch (IOException e) {
            LOG.debug("A client left before it was refused.", e);
        }
    }

    private static void refuse(Reply reply, String why) throws IOException {
        reply.errors().write((why + "\n").getBytes(StandardCharsets.UTF_8));
        reply.end(1);
    }

    @Override
    public void close() throws IOException {
        server.close();
        answering.shutdownNow();
        Files.deleteIfExists(path);
    }
}
