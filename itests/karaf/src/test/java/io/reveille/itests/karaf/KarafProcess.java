package io.reveille.itests.karaf;

import io.reveille.itests.torture.TestedProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One run of Karaf, without a terminal, as a service manager starts it; or of its client. */
final class KarafProcess extends TestedProcess {

    KarafProcess(List<String> command, Map<String, String> environment, String input, Path logs) {
        super(command, environment, input, logs);
    }
}
