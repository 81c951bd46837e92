package io.reveille.itests.artifacts;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What was built of a bundle beside what its file says. */
record ApiChange(SortedMap<String, ApiPackage> before, SortedMap<String, ApiPackage> built) {

    /** What differs, and the version that it asks for; empty if nothing does. */
    String described() {
        StringBuilder said = new StringBuilder();
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(built.keySet());
        for (String name : names) {
            ApiPackage old = before.get(name);
            ApiPackage now = built.get(name);
            if (old == null || now == null) {
                said.append("package ").append(name).append(old == null ? " is new\n" : " is exported no more\n");
            } else {
                describe(old, now, said);
            }
        }
        return said.toString();
    }

    private static void describe(ApiPackage old, ApiPackage now, StringBuilder said) {
        if (old.lines().keySet().equals(now.lines().keySet())) {
            if (!old.version().equals(now.version())) {
                said.append("package %s says %s, the file %s, and nothing else differs%n"
                        .formatted(now.name(), now.version(), old.version()));
            }
            return;
        }
        said.append("package ").append(now.name()).append('\n');
        old.without(now).forEach(line -> said.append("  gone  ").append(line).append('\n'));
        now.without(old).forEach(line -> said.append("  new   ").append(line).append('\n'));
        said.append("  %s%n"
                .formatted(
                        missing(old, now).isEmpty()
                                ? "its version is high enough: " + now.version()
                                : missing(old, now)));
    }

    /** The versions that are too low for the file to be written. */
    List<String> tooLow() {
        List<String> missing = new ArrayList<>();
        for (ApiPackage now : built.values()) {
            ApiPackage old = before.get(now.name());
            if (old != null && !missing(old, now).isEmpty()) {
                missing.add(missing(old, now));
            }
        }
        return missing;
    }

    private static String missing(ApiPackage old, ApiPackage now) {
        if (old.lines().keySet().equals(now.lines().keySet())) {
            return "";
        }
        boolean isBroken = now.breaks(old);
        PackageVersion needed = old.released().next(isBroken);
        return now.version().compareTo(needed) >= 0
                ? ""
                : "%s in package-info.java of %s has to be %s: what is %s, and %s was released"
                        .formatted(
                                "@Version(\"" + now.version() + "\")",
                                now.name(),
                                needed,
                                isBroken
                                        ? "gone or changed, or new to those who implement it, breaks others"
                                        : "new is a feature",
                                old.released());
    }

    /** The file's next contents: with the versions of the last release, as long as there is no other. */
    SortedMap<String, ApiPackage> written(boolean isReleased) {
        SortedMap<String, ApiPackage> next = new TreeMap<>();
        for (ApiPackage now : built.values()) {
            ApiPackage old = before.get(now.name());
            next.put(now.name(), isReleased || old == null ? now : now.since(old.released()));
        }
        return next;
    }
}
