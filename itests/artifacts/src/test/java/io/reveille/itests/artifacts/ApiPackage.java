package io.reveille.itests.artifacts;

import java.util.Collections;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An exported package: its version, that of the last release if it is another, and a line for each type and member.
 *
 * @param lines whether what is new breaks those who implement the type, by the line: a method that they lack
 */
record ApiPackage(String name, PackageVersion version, PackageVersion released, SortedMap<String, Boolean> lines) {

    ApiPackage {
        lines = Collections.unmodifiableSortedMap(new TreeMap<>(lines));
    }

    NavigableSet<String> without(ApiPackage other) {
        NavigableSet<String> only = new TreeSet<>(lines.keySet());
        only.removeAll(other.lines.keySet());
        return only;
    }

    /** Whether somebody's code that fits the other package does not fit this one, whatever it does. */
    boolean breaks(ApiPackage before) {
        return !before.without(this).isEmpty()
                || without(before).stream()
                        .anyMatch(
                                line -> Boolean.TRUE.equals(lines.get(line)) && before.hasType(Signatures.type(line)));
    }

    private boolean hasType(String type) {
        return lines.keySet().stream().anyMatch(line -> Signatures.type(line).equals(type));
    }

    ApiPackage since(PackageVersion release) {
        return new ApiPackage(name, version, release, lines);
    }

    static ApiPackage of(String name, PackageVersion version, Map<String, Boolean> lines) {
        return new ApiPackage(name, version, version, new TreeMap<>(lines));
    }
}
