package io.reveille.itests.debian;

import java.util.List;

/** The service's unit as it is installed, read as far as the tests need it. */
record Unit(String text) {

    static final String FILE = "/usr/lib/systemd/system/reveille-gateway.service";

    /** The last value that a setting is given. */
    String value(String name) {
        List<String> values = values(name);
        if (values.isEmpty()) {
            throw new AssertionError("The unit has no " + name);
        }
        return values.get(values.size() - 1);
    }

    List<String> values(String name) {
        return text.lines()
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1))
                .toList();
    }
}
