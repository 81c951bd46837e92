package io.reveille.itests.examples.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Methods of the API that a page names are there, behind the name of their type or of a variable as the pages call one. */
final class MemberRule implements Rule {

    private static final Pattern MEMBER = Pattern.compile("(?<![.\\w\"])(\\w+)\\.(\\w+)\\(");

    private static final String FOLDER = "bundles/api/src/main/java/io/reveille/";

    private static final Map<String, List<String>> VARIABLES = Map.of(
            "job", List.of("Job", "JobContext"),
            "service", List.of("ScheduleService"),
            "scheduler", List.of("ScheduleService"));

    private final Sources sources;

    MemberRule(Sources sources) {
        this.sources = sources;
    }

    @Override
    public List<String> faults(String text) {
        List<String> faults = new ArrayList<>();
        MEMBER.matcher(text).results().forEach(member -> {
            List<String> types = VARIABLES.getOrDefault(member.group(1), List.of(member.group(1))).stream()
                    .map(type -> sources.text(FOLDER + type + ".java").replaceAll("(?s)/\\*.*?\\*/", ""))
                    .filter(source -> !source.isEmpty())
                    .toList();
            Pattern declared = Pattern.compile("[\\w>\\]] " + member.group(2) + "\\s*[(,)]");
            if (!types.isEmpty()
                    && types.stream()
                            .noneMatch(source -> declared.matcher(source).find())) {
                faults.add(member.group(1) + " has no " + member.group(2) + "()");
            }
        });
        return faults;
    }
}
