package io.reveille.core.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One line of a script: a verb, what it is about, and options. {@code crash 20s torn=2} */
record Action(String verb, List<String> words, Map<String, String> options) {

    private static final Pattern PART = Pattern.compile("([\\w.]+)=(?:\"([^\"]*)\"|'([^']*)'|(\\S+))|(\\S+)");

    Action {
        words = List.copyOf(words);
        options = new LinkedHashMap<>(options);
    }

    static Action of(String verb, String... words) {
        return new Action(verb, List.of(words), Map.of());
    }

    static Action parse(String line) {
        List<String> words = new ArrayList<>();
        Map<String, String> options = new LinkedHashMap<>();
        Matcher part = PART.matcher(line);
        while (part.find()) {
            if (part.group(5) != null) {
                words.add(part.group(5));
            } else {
                String value = part.group(2) != null ? part.group(2) : part.group(3);
                options.put(part.group(1), value != null ? value : part.group(4));
            }
        }
        return new Action(words.remove(0), words, options);
    }

    Action with(String option, Object value) {
        Map<String, String> more = new LinkedHashMap<>(options);
        more.put(option, value instanceof Duration span ? text(span) : String.valueOf(value));
        return new Action(verb, words, more);
    }

    Action without(String option) {
        Map<String, String> less = new LinkedHashMap<>(options);
        less.remove(option);
        return new Action(verb, words, less);
    }

    Action withWord(int index, String word) {
        List<String> changed = new ArrayList<>(words);
        changed.set(index, word);
        return new Action(verb, changed, options);
    }

    String word(int index) {
        return words.get(index);
    }

    Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    int number(String name) {
        return option(name).map(Integer::parseInt).orElse(0);
    }

    Duration span(int index) {
        return span(words.get(index));
    }

    /** {@code 1h2m3s} or {@code -20s}. */
    static Duration span(String text) {
        return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
    }

    static String text(Duration span) {
        return span.toString().substring(2).toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        StringBuilder line = new StringBuilder(verb);
        words.forEach(word -> line.append(' ').append(word));
        options.forEach(
                (name, value) -> line.append(' ').append(name).append('=').append(quoted(value)));
        return line.toString();
    }

    private static String quoted(String value) {
        if (value.contains("\"")) {
            return "'" + value + "'";
        }
        return value.isEmpty() || value.indexOf(' ') >= 0 ? '"' + value + '"' : value;
    }
}
