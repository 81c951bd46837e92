package io.reveille.core.state;

import io.reveille.core.json.Json;
import io.reveille.spi.StateRecord;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The results of jobs for those that follow them, as far as they fit into a record. A result that does not is known as long
 * as the engine runs; after a restart the run that it was for has an empty input. The oldest goes first: of results on their
 * way to others, then of those of waiting runs, then of those of open ones.
 */
final class Inputs {

    private static final Logger LOG = LoggerFactory.getLogger(Inputs.class);

    private final Set<Map<String, Object>> leftOut = Collections.newSetFromMap(new IdentityHashMap<>());

    /** The input as it is stored. */
    Map<String, Object> stored(Map<String, Object> input) {
        return leftOut.contains(input) ? Map.of() : input;
    }

    /** Leaves out as many as make the text short enough for a store; returns whether there are any. */
    boolean fit(RunState s, String text) {
        long tooLong = (long) length(text) - StateRecord.MAX_LENGTH;
        if (tooLong <= 0) {
            s.inputsLeftOut = false;
            return false;
        }
        for (Map<String, Object> input :
                all(s).filter(input -> !input.isEmpty()).toList()) {
            if (tooLong > 0 && leftOut.add(input)) {
                tooLong -= length(Json.print(input));
            }
        }
        if (!s.inputsLeftOut) {
            s.inputsLeftOut = true;
            LOG.warn(
                    "What is to be saved of job {} is too long: the inputs of {} runs in its chain are left out. They are"
                            + " kept in memory, and are empty after a restart.",
                    s.job,
                    leftOut.size());
        }
        return true;
    }

    private static Stream<Map<String, Object>> all(RunState s) {
        Aside aside = s.aside;
        return Stream.of(
                        aside == null ? Stream.<Map<String, Object>>empty() : all(aside.state()),
                        s.handed.stream().map(handover -> handover.trigger().input()),
                        s.pending.stream().map(Trigger::input),
                        s.open.stream().map(OpenOccurrence::input))
                .flatMap(inputs -> inputs);
    }

    private static int length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
