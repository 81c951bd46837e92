package io.reveille.gateway;

/** Why the gateway does not start, in one line for the terminal: the input, the cause, what to do. */
final class StartException extends Exception {

    /** Exit code for a command line that makes no sense, as shells use it. */
    static final int USAGE = 2;

    /** Exit code where no gateway runs that could be asked. */
    static final int NO_GATEWAY = 3;

    private static final int FAILED = 1;

    private final int exitCode;

    private StartException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    static StartException usage(String message) {
        return new StartException(USAGE, message);
    }

    static StartException failed(String message) {
        return new StartException(FAILED, message);
    }

    static StartException noGateway(String message) {
        return new StartException(NO_GATEWAY, message);
    }

    int exitCode() {
        return exitCode;
    }
}
