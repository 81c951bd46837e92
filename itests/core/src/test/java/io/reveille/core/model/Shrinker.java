package io.reveille.core.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Cuts a script down to what it needs to fail: actions go, then options, then spans of time become short and round. */
final class Shrinker {

    private final Predicate<Script> fails;
    private int left; // runs

    Shrinker(Predicate<Script> fails, int runs) {
        this.fails = fails;
        this.left = runs;
    }

    Script shrink(Script script) {
        Script smallest = script;
        Script before;
        do {
            before = smallest;
            smallest = withoutSpans(withoutOptions(withoutActions(smallest)));
        } while (!before.equals(smallest) && left > 0);
        return smallest;
    }

    private boolean stillFails(Script script) {
        return left-- > 0 && fails.test(script);
    }

    private Script withoutActions(Script script) {
        Script smallest = script;
        for (int size = Math.max(1, script.body().size() / 2); size > 0; size /= 2) {
            for (int from = smallest.body().size() - size; from >= 0; from -= size) {
                List<Action> less = new ArrayList<>(smallest.body());
                less.subList(from, from + size).clear();
                smallest = either(smallest.withBody(less), smallest);
            }
        }
        return smallest;
    }

    private Script either(Script smaller, Script larger) {
        return stillFails(smaller) ? smaller : larger;
    }

    private Script withoutOptions(Script script) {
        Script smallest = script;
        for (int i = 0; i < script.actions().size(); i++) {
            for (String option : List.copyOf(smallest.actions().get(i).options().keySet())) {
                if (!option.equals("schedule") && !option.equals("handler")) {
                    smallest = either(
                            replaced(smallest, i, smallest.actions().get(i).without(option)), smallest);
                }
            }
        }
        return smallest;
    }

    private static Script replaced(Script script, int index, Action action) {
        List<Action> all = new ArrayList<>(script.actions());
        all.set(index, action);
        return new Script(all);
    }

    private Script withoutSpans(Script script) {
        Script smallest = script;
        for (int i = 1; i < script.actions().size(); i++) {
            Action action = smallest.actions().get(i);
            if (!action.words().isEmpty() && action.word(0).matches("-?\\d[\\dhms.-]*[hms]")) {
                smallest = shorter(smallest, i, action.span(0));
            }
        }
        return smallest;
    }

    /** Tries shorter spans, the shortest first, and rounder ones. */
    private Script shorter(Script script, int index, Duration span) {
        long seconds = span.toSeconds();
        List<Long> tries = new ArrayList<>(List.of(0L, 1L, 2L, 5L, 10L, 20L, 30L, 60L, 120L, 300L, 600L, 1200L, 3600L));
        tries.add(Math.abs(seconds) / 2);
        tries.add(Math.abs(seconds) / 3600 * 3600);
        tries.add(Math.abs(seconds) / 60 * 60);
        tries.add(Math.abs(seconds) / 10 * 10);
        for (long shorter : tries) {
            if (shorter < Math.abs(seconds)) {
                Duration tried = Duration.ofSeconds(seconds < 0 ? -shorter : shorter);
                Script smaller =
                        replaced(script, index, script.actions().get(index).withWord(0, Action.text(tried)));
                if (stillFails(smaller)) {
                    return smaller;
                }
            }
        }
        return script;
    }
}
