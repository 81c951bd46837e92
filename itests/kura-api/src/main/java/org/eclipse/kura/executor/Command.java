package org.eclipse.kura.executor;

import java.io.OutputStream;

/** A program, and how to run it: in no shell, for as long as it takes, with its output thrown away, unless said otherwise. */
public class Command {

    private final String[] commandLine;
    private OutputStream out = OutputStream.nullOutputStream();
    private OutputStream err = OutputStream.nullOutputStream();

    /** @param commandLine the program and its arguments */
    public Command(String[] commandLine) {
        this.commandLine = commandLine.clone();
    }

    public String[] getCommandLine() {
        return commandLine.clone();
    }

    public boolean isExecutedInAShell() {
        return false;
    }

    public OutputStream getOutputStream() {
        return out;
    }

    public void setOutputStream(OutputStream out) {
        this.out = out;
    }

    public OutputStream getErrorStream() {
        return err;
    }

    public void setErrorStream(OutputStream err) {
        this.err = err;
    }
}
