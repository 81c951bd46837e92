package org.eclipse.kura.executor;

/** What came of a command. */
public class CommandStatus {

    private final ExitStatus exitStatus;

    /** @param exitStatus how it ended */
    public CommandStatus(ExitStatus exitStatus) {
        this.exitStatus = exitStatus;
    }

    public ExitStatus getExitStatus() {
        return exitStatus;
    }
}
