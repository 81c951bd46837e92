package io.reveille.itests.examples.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Addresses of the console's JSON are there, are asked as they want it, and know the parameters that they are given. */
final class AddressRule implements Rule {

    private static final Pattern ADDRESS = Pattern.compile("(?:^|/system/console/reveille/)api/([a-z/-]+)(\\?\\S*)?");

    private static final Pattern URL = Pattern.compile("http://127\\.0\\.0\\.1:8080(/[a-z/]+)");

    private static final Pattern ENTRY = Pattern.compile("Map\\.entry\\(\\s*\"([a-z/-]+)\"");

    private static final Pattern PARAMETER = Pattern.compile("[?&]([a-z]+)=");

    private final Sources sources;
    private final Set<String> reads;
    private final Set<String> changes;

    AddressRule(Sources sources) {
        this.sources = sources;
        reads = entries(sources, 1);
        changes = entries(sources, 2);
    }

    /** The names in the first map of each file, of those that are looked at, or in the second, of those that change something. */
    private static Set<String> entries(Sources sources, int map) {
        String console = "bundles/console/src/main/java/io/reveille/console/";
        return Stream.of("jobs/JobAddresses.java", "gateway/GatewayAddresses.java")
                .map(file -> sources.text(console + file).split("Map\\.ofEntries\\(", -1)[map])
                .flatMap(text -> ENTRY.matcher(text).results())
                .map(entry -> entry.group(1))
                .collect(Collectors.toSet());
    }

    Set<String> reads() {
        return reads;
    }

    Set<String> changes() {
        return changes;
    }

    @Override
    public List<String> faults(String text) {
        List<String> faults = new ArrayList<>();
        String first = text.startsWith("curl ") ? text : text.split(" ", 2)[0];
        Matcher address = ADDRESS.matcher(first);
        if (address.find()) {
            check(address, text, faults);
        } else if (text.startsWith("curl ")) {
            Matcher url = URL.matcher(text);
            if (!url.find() || !sources.matches(path -> path.contains("src/main"), url.group(1), "")) {
                faults.add("nothing answers at the address of: " + text);
            }
        }
        return faults;
    }

    private void check(Matcher address, String text, List<String> faults) {
        String name = address.group(1);
        if (!reads.contains(name) && !changes.contains(name)) {
            faults.add("there is no address api/" + name);
        }
        if (text.startsWith("curl ") && text.contains(" -d ") != changes.contains(name)) {
            faults.add("api/" + name + " wants " + (changes.contains(name) ? "POST" : "GET"));
        }
        PARAMETER
                .matcher(address.group(2) == null ? "" : address.group(2))
                .results()
                .map(parameter -> parameter.group(1))
                .filter(parameter -> !sources.matches(path -> path.contains("/console/"), "\"" + parameter + "\"", ""))
                .forEach(parameter -> faults.add("nothing reads the parameter " + parameter));
    }
}
