package io.reveille.core.state;

import io.reveille.core.json.Json;
import io.reveille.spi.StateRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The state of the engine itself, kept beside the jobs' records and under a name that no job can have.
 *
 * @param installation names this installation, for ever
 * @param clean whether Reveille stopped in order
 * @param boot the run of the machine in which this was saved
 * @param wall what the wall clock showed then
 * @param sinceBoot how long the machine had run then
 * @param steps how the wall clock was set then; of older versions it is not known
 * @param trusted the newest time of the wall clock that was ever trusted
 * @param flash what {@code FlashBudget} keeps; may be empty
 */
public record EngineState(
        String installation,
        boolean clean,
        String boot,
        Instant wall,
        Duration sinceBoot,
        ClockSteps steps,
        Instant trusted,
        String flash) {

    /** Its name among the records of jobs, which have no slash in theirs. */
    public static final String NAME = "/engine";

    private static final int VERSION = 1;

    /** Whether a record is that of the engine. */
    public static boolean isIn(StateRecord record) {
        return record.job().equals(NAME);
    }

    /** The record to store. */
    public StateRecord write() {
        Written json = new Written()
                .always("v", VERSION)
                .always("installation", installation)
                .put("clean", clean)
                .put("boot", boot)
                .put("wall", wall)
                .always("sinceBoot", sinceBoot.toMillis());
        steps.write(json);
        return new StateRecord(
                NAME,
                Json.print(json.put("trusted", trusted).put("flash", flash).json()));
    }

    /** From its record; empty if that is of a newer version, which is left as it is. */
    public static Optional<EngineState> read(StateRecord record) {
        Fields json = new Fields(Json.parseObject(record.json()));
        if (json.version() > VERSION) {
            return Optional.empty();
        }
        return Optional.of(new EngineState(
                json.text("installation"),
                json.flag("clean"),
                json.text("boot"),
                json.time("wall"),
                Duration.ofMillis(json.count("sinceBoot")),
                ClockSteps.read(json),
                json.time("trusted"),
                json.text("flash")));
    }
}
