package io.reveille.itests.zones;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneOffsetTransitionRule;
import java.time.zone.ZoneOffsetTransitionRule.TimeDefinition;
import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Rules as a text: the first offset, then for each change its second since 1970 and the offset from then on; behind a {@code /}
 * the rules for all years that follow. Prints those of this JDK.
 */
final class RulesText {
    private RulesText() {}

    static ZoneRules parse(String text) {
        String[] halves = text.split("/", 2);
        String[] changes = halves[0].strip().split(" ", -1);
        ZoneOffset first = ZoneOffset.of(changes[0]);
        ZoneOffset before = first;
        List<ZoneOffsetTransition> transitions = new ArrayList<>();
        for (int i = 1; i < changes.length; i++) {
            String[] parts = changes[i].split("@", -1);
            ZoneOffset after = ZoneOffset.of(parts[0]);
            LocalDateTime shown = LocalDateTime.ofEpochSecond(Long.parseLong(parts[1]), 0, before);
            transitions.add(ZoneOffsetTransition.of(shown, before, after));
            before = after;
        }
        List<ZoneOffsetTransitionRule> rules = halves.length == 1
                ? List.of()
                : Arrays.stream(halves[1].strip().split(" ", -1))
                        .map(RulesText::rule)
                        .toList();
        return ZoneRules.of(first, first, List.of(), transitions, rules);
    }

    private static ZoneOffsetTransitionRule rule(String text) {
        String[] parts = text.split(",", -1);
        boolean endOfDay = parts[3].equals("24:00");
        return ZoneOffsetTransitionRule.of(
                Month.valueOf(parts[0]),
                Integer.parseInt(parts[1]),
                parts[2].equals("ANY") ? null : DayOfWeek.valueOf(parts[2]),
                endOfDay ? LocalTime.MIDNIGHT : LocalTime.parse(parts[3]),
                endOfDay,
                TimeDefinition.valueOf(parts[4]),
                ZoneOffset.of(parts[5]),
                ZoneOffset.of(parts[6]),
                ZoneOffset.of(parts[7]));
    }

    static String print(ZoneRules rules) {
        List<ZoneOffsetTransition> transitions = rules.getTransitions();
        ZoneOffset first = transitions.isEmpty()
                ? rules.getOffset(Instant.EPOCH)
                : transitions.get(0).getOffsetBefore();
        String changes = transitions.stream()
                .map(change -> " " + change.getOffsetAfter() + "@" + change.toEpochSecond())
                .collect(Collectors.joining());
        String last = rules.getTransitionRules().stream().map(RulesText::print).collect(Collectors.joining());
        return first + changes + (last.isEmpty() ? "" : " /" + last);
    }

    private static String print(ZoneOffsetTransitionRule rule) {
        return " "
                + String.join(
                        ",",
                        rule.getMonth().name(),
                        Integer.toString(rule.getDayOfMonthIndicator()),
                        rule.getDayOfWeek() == null
                                ? "ANY"
                                : rule.getDayOfWeek().name(),
                        rule.isMidnightEndOfDay()
                                ? "24:00"
                                : rule.getLocalTime().toString(),
                        rule.getTimeDefinition().name(),
                        rule.getStandardOffset().getId(),
                        rule.getOffsetBefore().getId(),
                        rule.getOffsetAfter().getId());
    }

    /** Prints {@code rules.txt} from the rules of the JDK that runs this. */
    public static void main(String[] arguments) {
        System.out.println("# Release "
                + ZoneRulesProvider.getVersions("UTC").lastKey()
                + " of the time-zone database, which is in the public domain; printed by RulesText.");
        Map<String, List<String>> zones = new TreeMap<>();
        for (String zone : new TreeSet<>(ZoneRulesProvider.getAvailableZoneIds())) {
            zones.computeIfAbsent(print(ZoneId.of(zone).getRules()), rules -> new ArrayList<>())
                    .add(zone);
        }
        zones.forEach((rules, names) -> System.out.println(String.join(" ", names) + "=" + rules));
    }
}
