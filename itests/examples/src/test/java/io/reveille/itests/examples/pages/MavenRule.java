package io.reveille.itests.examples.pages;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Modules, profiles, tests and properties that a Maven command names are there. */
final class MavenRule implements Rule {

    /** Properties of Maven and of its plugins. */
    private static final Set<String> MAVENS = Set.of(
            "skipTests",
            "maven.test.skip",
            "test",
            "it.test",
            "maven.repo.local",
            "surefire.failIfNoSpecifiedTests",
            "failsafe.failIfNoSpecifiedTests");

    private static final Set<String> FLAGS = Set.of("-q", "-B", "-o", "-am");

    private static final Pattern GOAL =
            Pattern.compile("compile|test|package|verify|install|deploy|clean|[a-z][a-z.-]*:[a-z-]+");

    private final Sources sources;

    MavenRule(Sources sources) {
        this.sources = sources;
    }

    @Override
    public List<String> faults(String text) {
        List<String> words = Page.words(text);
        String first = words.isEmpty() ? "" : words.get(0);
        boolean isMaven = first.equals("mvn");
        boolean takesOptions = first.equals("./verify") || first.equals("./release");
        boolean isOption = first.matches("-D(reveille|suspend|deb|it|test|chrom)[.=\\w]*\\S*|-P\\S+");
        if (!isMaven && !takesOptions && !isOption) {
            return List.of();
        }
        List<String> faults = new ArrayList<>();
        Iterator<String> rest = words.subList(isOption ? 0 : 1, words.size()).iterator();
        while (rest.hasNext()) {
            String word = rest.next();
            if (word.equals("-pl") && rest.hasNext()) {
                modules(rest.next(), faults);
            } else if (word.startsWith("-P")) {
                profiles(word.substring(2), faults);
            } else if (word.startsWith("-D")) {
                property(word.substring(2), faults);
            } else if (isMaven && !FLAGS.contains(word) && !GOAL.matcher(word).matches()) {
                faults.add("\"" + word + "\" is no goal, and no option that is known here");
            }
        }
        return faults;
    }

    private void modules(String list, List<String> faults) {
        for (String module : list.split(",", -1)) {
            if (!sources.text("pom.xml").contains("<module>" + module + "</module>")) {
                faults.add("there is no module " + module);
            }
        }
    }

    private void profiles(String list, List<String> faults) {
        for (String profile : list.split(",", -1)) {
            String pattern = "<profile>\\s*(<!--[^>]*-->\\s*)?<id>" + Pattern.quote(profile) + "</id>";
            if (!sources.matches(path -> path.endsWith("pom.xml"), profile, pattern)) {
                faults.add("there is no profile " + profile);
            }
        }
    }

    private void property(String assignment, List<String> faults) {
        String[] parts = assignment.split("=", 2);
        if (parts[0].equals("test") || parts[0].equals("it.test")) {
            String[] test = (parts.length == 1 ? "" : parts[1]).split("#", 2);
            String method = test.length == 1 || test[1].contains("*") ? "" : test[1];
            if (!test[0].equals("none") && !sources.hasTest(test[0], method)) {
                faults.add("there is no test " + parts[parts.length - 1]);
            }
        } else if (!MAVENS.contains(parts[0]) && !sources.hasName(parts[0])) {
            faults.add("nothing reads the property " + parts[0]);
        }
    }
}
