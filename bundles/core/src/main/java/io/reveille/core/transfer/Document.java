package io.reveille.core.transfer;

import io.reveille.ImportException;
import io.reveille.core.intake.DefinitionCodec;
import io.reveille.core.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A document, read and checked: jobs that are good for themselves, whatever else is here.
 *
 * @param source what kind of document it is
 * @param passedOver what is in it and not taken, with the reasons
 */
public record Document(String source, List<Wanted> jobs, List<String> passedOver) {

    /**
     * Reads a document of whatever kind.
     *
     * @param now what the wall clock shows
     * @throws ImportException if anything is wrong with it
     */
    public static Document read(String text, DefinitionCodec codec, Instant now) {
        int limit = SizeLimit.here();
        if (text.length() > limit) {
            throw Faults.whole("", "It has " + text.length() + " characters, " + SizeLimit.inWords(limit) + ".");
        }
        Object json;
        try {
            json = Json.parse(text, DocumentFormat.MAX_DEPTH);
        } catch (IllegalArgumentException e) {
            throw Faults.whole("", "It cannot be read: " + e.getMessage() + ".");
        }
        if (json instanceof Map<?, ?> object && object.containsKey(DocumentFormat.FORMAT)) {
            return DocumentReader.read(object, codec);
        }
        List<?> entries = AioFile.entries(json)
                .orElseThrow(() -> Faults.whole(
                        "",
                        "It is neither a document of Reveille, which says \"" + DocumentFormat.FORMAT + "\": \""
                                + DocumentFormat.NAME + "\", nor a schedule.json of micropython-aioschedule, which is"
                                + " a list of jobs."));
        return AioFile.read(entries, codec, now);
    }

    /** The names of its jobs. */
    public List<String> names() {
        return jobs.stream().map(Wanted::name).toList();
    }
}
