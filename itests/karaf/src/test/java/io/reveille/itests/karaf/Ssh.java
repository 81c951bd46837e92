package io.reveille.itests.karaf;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.ChannelShell;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Karaf's shell over SSH, as {@code ssh HOST COMMAND} and as somebody who types.
 *
 * @param user whose password is the same
 */
record Ssh(int port, String user) {

    private static final int CONNECT_MILLIS = 20_000;
    private static final Duration ANSWER = Duration.ofMinutes(2);

    Ssh(int port) {
        this(port, "karaf");
    }

    /** What a command has written, without colours, and how it ended. */
    record Said(int status, String text) {}

    boolean isThere() {
        try {
            session().disconnect();
            return true;
        } catch (JSchException e) {
            return false;
        }
    }

    /** Carries one command out. */
    Said said(String command) {
        try {
            Session session = session();
            try {
                ChannelExec channel = (ChannelExec) session.openChannel("exec");
                ByteArrayOutputStream text = new ByteArrayOutputStream();
                channel.setCommand(command);
                channel.setOutputStream(text, true);
                channel.setErrStream(text, true);
                channel.connect(CONNECT_MILLIS);
                Awaitility.await(command).atMost(ANSWER).until(channel::isClosed);
                return new Said(channel.getExitStatus(), plain(text));
            } finally {
                session.disconnect();
            }
        } catch (JSchException e) {
            throw new UncheckedIOException(new IOException(command, e));
        }
    }

    /** The same of one that has to succeed. */
    String told(String command) {
        Said said = said(command);
        if (said.status() != 0) {
            throw new AssertionError(command + " ended with " + said.status() + ": " + said.text());
        }
        return said.text();
    }

    /** Types keys in a terminal until the screen has shown a text; returns all that was shown. */
    String typed(String keys, String until) {
        try {
            Session session = session();
            try {
                ChannelShell channel = (ChannelShell) session.openChannel("shell");
                channel.setPtyType("xterm", 200, 50, 0, 0);
                ByteArrayOutputStream shown = new ByteArrayOutputStream();
                channel.setOutputStream(shown, true);
                OutputStream terminal = channel.getOutputStream();
                channel.connect(CONNECT_MILLIS);
                Awaitility.await("a prompt")
                        .atMost(ANSWER)
                        .until(() -> plain(shown).contains("karaf@root"));
                terminal.write(keys.getBytes(StandardCharsets.UTF_8));
                terminal.flush();
                try {
                    Awaitility.await().atMost(ANSWER).until(() -> plain(shown).contains(until));
                } catch (ConditionTimeoutException e) {
                    throw new AssertionError(keys + " showed no " + until + " but: " + plain(shown), e);
                }
                return plain(shown);
            } finally {
                session.disconnect();
            }
        } catch (JSchException | IOException e) {
            throw new UncheckedIOException(new IOException(keys, e));
        }
    }

    private Session session() throws JSchException {
        Session session = new JSch().getSession(user, "127.0.0.1", port);
        session.setPassword(user);
        session.setConfig("StrictHostKeyChecking", "no"); // made at this start
        session.connect(CONNECT_MILLIS);
        return session;
    }

    private static String plain(ByteArrayOutputStream text) {
        return text.toString(StandardCharsets.UTF_8).replaceAll("\u001b\\[[?>=]?[0-9;]*[a-zA-Z]|\u001b[>=]", "");
    }
}
