package io.reveille.core.model;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Draws a script. How often what happens is drawn too, so that some are all about restarts and others about gates; a kind
 * of action that never happens leaves others to themselves.
 */
final class Draft {

    private static final List<String> ZONES =
            List.of("Europe/Rome", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "America/St_Johns");

    private static final Instant EARLIEST = Instant.parse("2026-02-01T00:00:00Z");

    private final Random random;
    private final int jobs;
    private final Definitions definitions;
    private final Map<String, Integer> weights = new LinkedHashMap<>();
    private final int longest; // span in which time usually passes, in seconds
    private final boolean wild; // clocks are

    Draft(long seed) {
        this.random = new Random(seed * 0x9E3779B97F4A7C15L);
        this.jobs = 1 + random.nextInt(5);
        this.definitions = new Definitions(random, jobs);
        this.longest = definitions.isQuick() ? 60 : random.nextInt(3) == 0 ? 4000 : 600;
        this.wild = random.nextInt(5) == 0;
        weigh();
    }

    private void weigh() {
        Map<String, Integer> usual = new LinkedHashMap<>();
        List.of("advance:9", "define:4", "pause:2", "resume:2", "trigger:1", "ends:3", "suspend:2", "stop:1", "crash:1")
                .forEach(one -> put(usual, one));
        List.of(
                        "step:1",
                        "comes:1",
                        "goes:1",
                        "opens:1",
                        "shuts:1",
                        "delete:1",
                        "cancel:1",
                        "fails:1",
                        "works:1",
                        "arrive:1",
                        "trust:1")
                .forEach(one -> put(usual, one));
        usual.forEach((verb, weight) -> {
            int factor = verb.equals("advance") ? 3 : List.of(0, 0, 1, 2, 3, 9).get(random.nextInt(6));
            weights.put(verb, weight * factor);
        });
        weights.merge("define", 2, Math::max);
    }

    private static void put(Map<String, Integer> weights, String one) {
        int colon = one.indexOf(':');
        weights.put(one.substring(0, colon), Integer.parseInt(one.substring(colon + 1)));
    }

    Script script() {
        List<Action> actions = new ArrayList<>();
        actions.add(head());
        for (int i = 0; i < jobs; i++) {
            actions.add(definitions.next("job-" + i));
        }
        int most = actions.size() + 8 + random.nextInt(32);
        while (actions.size() < most) {
            add(actions);
        }
        return new Script(actions);
    }

    private Action head() {
        Instant start = Instant.parse("2026-03-04T10:00:00Z");
        ZoneId zone = ZoneId.of("UTC");
        if (random.nextBoolean()) {
            zone = ZoneId.of(one(ZONES));
            start = EARLIEST.plusSeconds(random.nextInt(300_000_000));
            ZoneOffsetTransition change = zone.getRules().nextTransition(start);
            if (change != null && random.nextBoolean()) {
                start = change.getInstant().minusSeconds(random.nextInt(20_000));
            }
        }
        if (wild && random.nextInt(3) == 0) {
            start = Instant.parse(one(List.of("1970-01-01T00:00:20Z", "2030-05-01T08:00:00Z")));
        }
        Action head = Action.of("start", start.toString()).with("luck", random.nextInt(1000));
        head = zone.getId().equals("UTC") ? head : head.with("zone", zone);
        head = random.nextInt(4) == 0 ? head.with("grace", one(List.of("0", "1", "60"))) : head;
        return wild && random.nextBoolean() ? head.with("rtc", "no") : head;
    }

    private void add(List<Action> actions) {
        String job = "job-" + random.nextInt(jobs);
        String verb = verb();
        switch (verb) {
            case "advance" -> actions.add(Action.of(verb, Action.text(span(longest))));
            case "suspend" -> {
                actions.add(Action.of(verb, Action.text(span(random.nextBoolean() ? 20 : 9000))));
            }
            case "step" -> actions.add(Action.of(verb, Action.text(step())));
            case "stop", "crash" -> restart(actions, verb);
            case "define" -> define(actions, job);
            case "arrive", "delete" -> actions.add(at(Action.of(verb, job)));
            case "pause", "resume", "trigger", "cancel" -> actions.add(Action.of(verb, job));
            case "comes", "goes" -> actions.add(Action.of(verb, one(Witness.HANDLERS)));
            case "ends" ->
                actions.add(Action.of(
                        verb,
                        one(List.of("well", "well", "badly", "badly", "again")),
                        String.valueOf(random.nextInt(4))));
            default -> actions.add(Action.of(verb));
        }
    }

    private String verb() {
        int drawn = random.nextInt(
                weights.values().stream().mapToInt(Integer::intValue).sum());
        for (Map.Entry<String, Integer> weight : weights.entrySet()) {
            drawn -= weight.getValue();
            if (drawn < 0) {
                return weight.getKey();
            }
        }
        return "advance";
    }

    private void define(List<Action> actions, String job) {
        actions.add(at(definitions.next(job)));
    }

    private Action at(Action action) {
        return random.nextInt(4) == 0 ? action.with("at", one(List.of("before", "behind"))) : action;
    }

    private void restart(List<Action> actions, String verb) {
        int most = definitions.isQuick() ? 60 : List.of(20, 600, 4000).get(random.nextInt(3));
        Action restart = Action.of(verb, Action.text(span(most)));
        if (verb.equals("crash") && random.nextInt(3) == 0) {
            restart = random.nextBoolean()
                    ? restart.with("torn", 1 + random.nextInt(4))
                    : restart.with("saves", random.nextInt(6));
            restart = restart.with("within", span(longest * 2));
        }
        boolean late = random.nextInt(8) == 0;
        if (late) {
            restart = restart.with("late", "all");
        } else if (random.nextBoolean()) {
            restart = restart.with("order", 1 + random.nextInt(100));
        }
        int drawn = random.nextInt(6);
        if (wild && drawn < 3) {
            restart = restart.with("clock", clock(actions.get(0)));
        } else if (drawn == 4) {
            restart = restart.with("reboot", "yes");
        } else if (drawn == 5) {
            restart = restart.with("step", step());
        }
        actions.add(restart);
        if (wild && random.nextBoolean()) {
            actions.add(Action.of("trust"));
        }
        for (int i = random.nextInt(4); late && i > 0; i--) {
            actions.add(at(Action.of("arrive", "job-" + random.nextInt(jobs))));
        }
    }

    /** Wrong by years, or the right time at last. */
    private String clock(Action head) {
        Instant right = Instant.parse(head.word(0)).plusSeconds(3600L * (20 + random.nextInt(100)));
        return random.nextInt(3) == 0
                ? right.toString()
                : one(List.of("1970-01-01T00:00:20Z", "2030-05-01T08:00:00Z", "2026-03-06T10:00:00Z"));
    }

    /** Less than 2 s is no step: clocks are slewed, and jobs that follow elapsed time do not move along. */
    private Duration step() {
        Duration drawn = span(random.nextInt(4) == 0 ? 200_000 : 9000).plusSeconds(2);
        if (random.nextBoolean()) {
            return drawn.negated();
        }
        return drawn.compareTo(Duration.ofHours(3)) > 0 ? Duration.ofHours(3) : drawn;
    }

    /** Short ones as often as long ones. */
    private Duration span(int most) {
        int seconds = random.nextBoolean() ? random.nextInt(most) : random.nextInt(Math.min(most, 60));
        return Duration.ofSeconds(seconds);
    }

    private String one(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
