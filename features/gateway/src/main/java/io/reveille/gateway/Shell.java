package io.reveille.gateway;

import java.nio.file.Path;
import java.util.List;

/** How the gateway takes commands, and from which bundles the shell for that is made. */
enum Shell {
    /** From {@code --ask} alone. Its commands, as {@code grep}, are those of a shell that does not speak. */
    SILENT("lines", "--nointeractive"),
    /** Line by line, as a script writes them. */
    LINES("lines", "--quiet"),
    /** From somebody at a terminal: with completion, editing and a history. */
    TERMINAL("terminal", "");

    private final String folder;
    private final String arguments;

    Shell(String folder, String arguments) {
        this.folder = folder;
        this.arguments = arguments;
    }

    @SuppressWarnings("SystemConsoleNull") // the start script asks for the kind of console that is null then
    static Shell of(Options options) {
        if (!options.shell()) {
            return SILENT;
        }
        return System.console() == null ? LINES : TERMINAL;
    }

    /** The folders with the framework's bundles. */
    List<Path> bundles(Path home) {
        return List.of(home.resolve("bundle"), home.resolve("shell").resolve(folder));
    }

    /** The options of Gogo's {@code gosh}. */
    String arguments() {
        return arguments;
    }

    /** The key by which a person ends the gateway; in the terminal of a shell Ctrl-C only gives up a line. */
    String endKey() {
        return this == TERMINAL ? "Ctrl-D" : "Ctrl-C";
    }
}
