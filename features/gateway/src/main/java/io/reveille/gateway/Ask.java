package io.reveille.gateway;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Asks a running gateway, by the socket in its data folder. The answer is pieces of one letter, a length, and as many
 * bytes: output, errors, and at the end the exit status. The shell bundle's {@code Reply} sends them.
 */
final class Ask {

    private static final int FAILED = 1;

    private final Path data;

    /** @param data the data folder of the gateway that is asked */
    Ask(Path data) {
        this.data = data;
    }

    /** Where a gateway with this data folder can be asked. */
    static Path socket(Path data) {
        return data.resolve("ask");
    }

    /**
     * Has the gateway execute commands, and prints their output.
     *
     * @return the exit status of the commands
     * @throws StartException if no gateway runs there, or this user may not ask it
     */
    int run(String commands, PrintStream output, PrintStream errors) throws StartException {
        try (SocketChannel gateway = connected()) {
            try {
                send(commands, gateway);
            } catch (IOException e) {
                // A refusal may come before the commands are sent; its reason can still be read.
            }
            return shown(new DataInputStream(Channels.newInputStream(gateway)), output, errors);
        } catch (EOFException e) {
            throw StartException.failed("the gateway with the data folder " + data
                    + " has ended, or its shell has, before the answer was complete; what was asked for may be done");
        } catch (IOException e) {
            throw StartException.failed("the answer of the gateway with the data folder " + data + " cannot be read ("
                    + e.getMessage() + "); what was asked for may be done");
        }
    }

    private SocketChannel connected() throws StartException {
        try {
            SocketChannel gateway = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                gateway.connect(UnixDomainSocketAddress.of(socket(data)));
                return gateway;
            } catch (IOException | RuntimeException e) {
                gateway.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            throw unreachable(e);
        }
    }

    private StartException unreachable(Exception e) {
        if (Files.isDirectory(data) && !Files.isExecutable(data)) {
            return StartException.failed("the gateway with the data folder " + data
                    + " cannot be asked (permission denied); only the user that it runs as may, and root");
        }
        return StartException.noGateway("no gateway runs with the data folder " + data + ", or it is not up yet ("
                + e.getMessage() + "); name the folder of another with --data DIR");
    }

    private static void send(String commands, SocketChannel gateway) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(commands.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            gateway.write(bytes);
        }
        gateway.shutdownOutput();
    }

    private static int shown(DataInputStream answer, PrintStream output, PrintStream errors) throws IOException {
        while (true) {
            char kind = (char) answer.readByte();
            int length = answer.readInt();
            byte[] bytes = answer.readNBytes(length);
            if (bytes.length < length) {
                throw new EOFException();
            }
            switch (kind) {
                case 'o' -> write(bytes, output);
                case 'e' -> write(bytes, errors);
                case 'x' -> {
                    return bytes.length == 1 ? bytes[0] & 0xff : FAILED;
                }
                default -> throw new IOException("\"" + kind + "\" is no part of an answer");
            }
        }
    }

    private static void write(byte[] bytes, PrintStream to) {
        to.write(bytes, 0, bytes.length);
        to.flush();
    }
}
