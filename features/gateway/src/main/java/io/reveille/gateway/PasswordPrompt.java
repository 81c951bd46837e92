package io.reveille.gateway;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Asks for a new password: at a terminal twice and unseen, else one line from standard input. */
final class PasswordPrompt {

    private PasswordPrompt() {}

    /** Returns the password, or an empty text when a random one is wanted. */
    // The start script sets jdk.console, with which it is null on a newer Java too where there is no terminal.
    @SuppressWarnings("SystemConsoleNull")
    static String ask() throws StartException {
        Console terminal = System.console();
        if (terminal == null) {
            return firstLine(System.in);
        }
        char[] password = terminal.readPassword("New admin password (empty: a random one): ");
        if (password == null || password.length == 0) {
            return "";
        }
        if (!Arrays.equals(password, terminal.readPassword("The same again: "))) {
            throw StartException.failed("the two passwords differ; the old one is kept");
        }
        return new String(password);
    }

    static String firstLine(InputStream input) throws StartException {
        try {
            String line = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8)).readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            throw StartException.failed(
                    "standard input cannot be read (" + e.getMessage() + "); the old password is kept");
        }
    }
}
