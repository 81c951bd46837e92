package io.reveille.core.model;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** All that happens to a gateway, one action a line; lines that start with # are remarks. The first says when and where. */
record Script(List<Action> actions) {

    Script {
        actions = List.copyOf(actions);
    }

    static Script parse(String text) {
        return new Script(text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(Action::parse)
                .toList());
    }

    private Action head() {
        return actions.get(0);
    }

    Instant start() {
        return Instant.parse(head().word(0));
    }

    ZoneId zone() {
        return ZoneId.of(head().option("zone").orElse("UTC"));
    }

    /** Whether its machine has a clock that runs while it is off. */
    boolean hasRtc() {
        return !head().option("rtc").orElse("yes").equals("no");
    }

    /** How many seconds late a start is in time. */
    int grace() {
        return head().option("grace").map(Integer::parseInt).orElse(5);
    }

    /** Drawn from by handlers that do anything. */
    int luck() {
        return head().number("luck");
    }

    /** All but the first line. */
    List<Action> body() {
        return actions.subList(1, actions.size());
    }

    Script withBody(List<Action> body) {
        List<Action> all = new ArrayList<>(List.of(head()));
        all.addAll(body);
        return new Script(all);
    }

    @Override
    public String toString() {
        return actions.stream().map(Action::toString).collect(Collectors.joining("\n", "", "\n"));
    }
}
