package io.reveille.core.intake;

import io.reveille.spi.JobProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The property {@code gates}: conditions, each the name of a gate and what it is to check. */
final class Conditions {

    private static final String PROPERTY = JobProperties.GATES;
    private static final int MOST = 10;
    private static final int MAX_LENGTH = 200;
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]+");

    private final GateCheck gates;

    Conditions(GateCheck gates) {
        this.gates = gates;
    }

    /** Checks conditions; returns the same, one blank behind the name and none around, blank ones left out. */
    List<String> check(List<String> given) {
        List<String> conditions = new ArrayList<>();
        for (String text : given) {
            if (!text.isBlank()) {
                String condition = check(text.strip());
                if (conditions.contains(condition)) {
                    throw Fault.of(PROPERTY, condition, "it stands there twice");
                }
                conditions.add(condition);
            }
        }
        if (conditions.size() > MOST) {
            throw Fault.of(PROPERTY, conditions, conditions.size() + " conditions, expected at most " + MOST);
        }
        return List.copyOf(conditions);
    }

    private String check(String text) {
        int length = text.codePointCount(0, text.length());
        if (length > MAX_LENGTH) {
            throw Fault.of(PROPERTY, text, "it has " + length + " characters, expected at most " + MAX_LENGTH);
        }
        if (!text.codePoints().allMatch(Fault::isPrintable)) {
            throw Fault.of(PROPERTY, text, "it has a control character or one that cannot be shown");
        }
        int blank = text.indexOf(' ');
        String name = blank < 0 ? text : text.substring(0, blank);
        String condition = blank < 0 ? "" : text.substring(blank).strip();
        if (!NAME.matcher(name).matches()) {
            throw Fault.of(
                    PROPERTY,
                    text,
                    "expected the name of a gate first, of the characters a to z, 0 to 9 and \"-\", then what it is to"
                            + " check, \"network eth0\" for example");
        }
        try {
            gates.check(name, condition);
        } catch (RuntimeException e) { // a gate is foreign code: an exception is a refusal
            throw Fault.of(PROPERTY, text, e);
        }
        return condition.isEmpty() ? name : name + " " + condition;
    }
}
