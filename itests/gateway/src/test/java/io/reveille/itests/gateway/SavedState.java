package io.reveille.itests.gateway;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
        Path state = data.resolve("state");
        if (!Files.isDirectory(state)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(state)) {
            return files.filter(file -> file.toString().endsWith(".page"))
                    .flatMap(page -> text(page).lines())
                    .map(line -> JsonParser.parseString(line).getAsJsonObject())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
