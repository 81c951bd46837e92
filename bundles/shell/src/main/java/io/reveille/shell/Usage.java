package io.reveille.shell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How each command is used: what stands behind it. Words in capitals are placeholders, those that begin with a dash are
 * meant as they are, and {@code ...} says that the last may be repeated. Errors, help and completion go by it.
 */
public enum Usage {
    JOBS(JobCommands.class, "jobs", "[-t TAG] [-s STATE] [--json]"),
    JOB(JobCommands.class, "job", "NAME [--json]"),
    EXPLAIN(JobCommands.class, "explain", "NAME"),
    GATES(JobCommands.class, "gates", "NAME"),
    HISTORY(JobCommands.class, "history", "NAME"),
    TRAIL(JobCommands.class, "trail", "[NAME]"),
    NEXT(JobCommands.class, "next", "[N]"),
    CHECK(JobCommands.class, "check", "\"SCHEDULE\""),
    CALLS(JobCommands.class, "calls", "[--json]"),
    RUN(OrderCommands.class, "run", "NAME [--wait]"),
    PAUSE(OrderCommands.class, "pause", "NAME | --all"),
    RESUME(OrderCommands.class, "resume", "NAME | --all"),
    INTERRUPT(OrderCommands.class, "interrupt", "NAME"),
    ADD(OrderCommands.class, "add", "\"SCHEDULE\" HANDLER [KEY=VALUE]..."),
    EDIT(OrderCommands.class, "edit", "NAME KEY=VALUE..."),
    REMOVE(OrderCommands.class, "remove", "NAME"),
    TRUST_CLOCK(OrderCommands.class, "trustClock", ""),
    POWER(PowerCommands.class, "power", ""),
    AWAKE(PowerCommands.class, "awake", "DURATION [REASON]"),
    RELEASE(PowerCommands.class, "release", ""),
    TRY_AGAIN(PowerCommands.class, "tryAgain", ""),
    FORECAST(PowerCommands.class, "forecast", "[DAYS]"),
    PROBLEMS(StorageCommands.class, "problems", ""),
    DELETED(StorageCommands.class, "deleted", ""),
    BRING_BACK(StorageCommands.class, "bringBack", "NAME"),
    QUARANTINED(StorageCommands.class, "quarantined", "[FILE]"),
    EXPORT(StorageCommands.class, "export", "[FILE [NAME]...] [--state]"),
    IMPORT(StorageCommands.class, "import", "FILE [--dry-run]");

    /** The scope of all commands. */
    public static final String SCOPE = "reveille";

    private static final Pattern SIGNS = Pattern.compile("[\\[\\]|\"]|\\.\\.\\.");

    private final Class<?> group;
    private final String command;
    private final String words;

    Usage(Class<?> group, String command, String words) {
        this.group = group;
        this.command = command;
        this.words = words;
    }

    /** The commands of a class. */
    static List<Usage> of(Class<?> group) {
        return Arrays.stream(values())
                .filter(usage -> usage.group.equals(group))
                .toList();
    }

    /**
     * Finds the usage of a command.
     *
     * @param command its name as it is typed: with the scope or without, in capital or small letters
     */
    public static Optional<Usage> named(String command) {
        return Arrays.stream(values())
                .filter(usage -> command.equalsIgnoreCase(usage.command)
                        || command.equalsIgnoreCase(SCOPE + ":" + usage.command))
                .findFirst();
    }

    /** The class that has the command's method. */
    public Class<?> group() {
        return group;
    }

    /** The command's name, without the scope. */
    public String command() {
        return command;
    }

    /** The whole usage, as people read it. */
    @Override
    public String toString() {
        return SCOPE + ":" + command + (words.isEmpty() ? "" : " " + words);
    }

    /** The switches and options, each with its dashes. */
    public List<String> dashed() {
        return tokens().stream().filter(token -> token.startsWith("-")).toList();
    }

    /**
     * Finds what is expected next.
     *
     * @param before the words that stand behind the command already
     * @return a placeholder, {@code NAME} say; null if there is none
     */
    @Nullable
    String expected(List<String> before) {
        String last = before.isEmpty() ? "" : before.get(before.size() - 1);
        List<String> tokens = tokens();
        List<String> places = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            if (!tokens.get(i).startsWith("-")) {
                places.add(tokens.get(i));
            } else if (hasValue(tokens.get(i))) {
                i++;
                if (tokens.get(i - 1).equals(last)) {
                    return tokens.get(i);
                }
            }
        }
        int place = 0;
        for (int i = 0; i < before.size(); i++) {
            if (!before.get(i).startsWith("-")) {
                place++;
            } else if (hasValue(before.get(i))) {
                i++;
            }
        }
        boolean isRepeated = words.contains("...") && !places.isEmpty();
        int at = isRepeated ? Math.min(place, places.size() - 1) : place;
        return at < places.size() ? places.get(at) : null;
    }

    /** An option has one dash and a value, a switch has two and none. */
    private static boolean hasValue(String dashed) {
        return !dashed.startsWith("--");
    }

    private List<String> tokens() {
        return Arrays.stream(SIGNS.matcher(words).replaceAll(" ").split(" ", -1))
                .filter(token -> !token.isEmpty())
                .toList();
    }
}
