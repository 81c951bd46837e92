package io.reveille.itests.gateway;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Dictionary;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import org.apache.felix.cm.file.FilePersistenceManager;

/**
 * What a data folder knows about a job.
 *
 * @param runs how many there have been
 * @param lastNominal when the last of them was due
 */
record SavedState(long runs, Instant lastNominal) {

    /** Reads the newest record of a job that has run, whichever page and slot it is in. */
    static Optional<SavedState> of(String job, Path data) {
        return records(data).stream()
                .filter(json -> json.has("job") && json.get("job").getAsString().equals(job))
                .max(Comparator.comparingLong(json -> json.get("seq").getAsLong()))
                .map(json -> json.getAsJsonObject("state"))
                .filter(state -> state.has("tail"))
                .map(state -> new SavedState(
                        state.get("runs").getAsLong(),
                        Instant.parse(state.getAsJsonArray("tail")
                                .get(0)
                                .getAsJsonObject()
                                .get("nominal")
                                .getAsString())));
    }

    private static List<JsonObject> records(Path data) {
        List<JsonObject> records = new ArrayList<>();
        String folder = data.resolve("config").toString();
        Enumeration<?> configurations = new FilePersistenceManager(folder).getDictionaries();
        while (configurations.hasMoreElements()) {
            if (((Dictionary<?, ?>) configurations.nextElement()).get("page") instanceof String page) {
                page.lines()
                        .map(line -> JsonParser.parseString(line).getAsJsonObject())
                        .forEach(records::add);
            }
        }
        return records;
    }
}
