package io.reveille.itests.examples.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Commands of the gateway's shell are there, and have the options that are given to them. */
final class ShellRule implements Rule {

    private static final Pattern COMMAND = Pattern.compile("(?<![.\\w])reveille:(\\w+)([^'|]*)");

    private static final Pattern OPTION = Pattern.compile("(?<=[\\s\\[])--?[a-z][a-z-]*");

    private static final Pattern TABLE = Pattern.compile("Commands\\.class, \"(\\w+)\", \"((?:[^\"\\\\]|\\\\.)*)\"");

    private final Set<String> usages;

    ShellRule(Sources sources) {
        usages = Stream.concat(
                        sources.all("\"(reveille:(?:[^\"\\\\]|\\\\.)*)\"[,);]").stream(),
                        TABLE.matcher(sources.text("bundles/shell/src/main/java/io/reveille/shell/Usage.java"))
                                .results()
                                .map(row -> ("reveille:" + row.group(1) + " " + row.group(2)).strip()))
                .map(usage -> usage.replace("\\\"", "\""))
                .filter(usage -> usage.matches("reveille:\\w+( .*)?"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** How each command is used, as the command itself says when it refuses something. */
    Set<String> usages() {
        return usages;
    }

    @Override
    public List<String> faults(String text) {
        List<String> faults = new ArrayList<>();
        COMMAND.matcher(text).results().forEach(command -> check(command, faults));
        return faults;
    }

    private void check(MatchResult command, List<String> faults) {
        String name = "reveille:" + command.group(1);
        String usage = usages.stream()
                .filter(each -> each.equals(name) || each.startsWith(name + " "))
                .findFirst()
                .orElse("");
        if (usage.isEmpty()) {
            faults.add("there is no command " + name);
            return;
        }
        OPTION.matcher(command.group(2)).results().map(MatchResult::group).forEach(option -> {
            if (OPTION.matcher(usage).results().map(MatchResult::group).noneMatch(option::equals)
                    && !option.equals("--help")) { // which all have
                faults.add(name + " has no option " + option);
            }
        });
    }
}
