package io.reveille.core.state;

import io.reveille.RunOutcome;
import io.reveille.RunReport;
import java.time.Duration;
import java.util.Map;

/** Reports of runs as they are stored: without what the handler returned, and with a message cut short. */
final class ReportCodec {

    /** How long a message may be, in characters; the rest is not stored. */
    static final int MESSAGE = 200;

    private ReportCodec() {}

    static Written write(RunReport report) {
        return new Written()
                .always("run", report.runId())
                .put("nominal", report.nominalTime())
                .put("start", report.startTime())
                .always("millis", report.duration().toMillis())
                .put("attempt", report.attempt())
                .put("missed", report.missed())
                .put("recovery", report.recovery())
                .put("triggered", report.triggered())
                .always("outcome", report.outcome().name())
                .put("message", cut(report.message()));
    }

    static RunReport read(String job, Fields json) {
        return new RunReport(
                job,
                json.text("run"),
                json.time("nominal"),
                json.time("start"),
                Duration.ofMillis(json.count("millis")),
                json.smallCount("attempt"),
                json.smallCount("missed"),
                json.flag("recovery"),
                json.flag("triggered"),
                json.one(RunOutcome.class, "outcome"),
                json.text("message"),
                Map.of());
    }

    /** The message as it is stored. */
    static String cut(String message) {
        if (message.length() <= MESSAGE) {
            return message;
        }
        int end = MESSAGE - 1;
        boolean splits = Character.isHighSurrogate(message.charAt(end - 1));
        return message.substring(0, splits ? end - 1 : end) + "…";
    }
}
