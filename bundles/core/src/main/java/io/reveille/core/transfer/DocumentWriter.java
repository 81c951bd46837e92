package io.reveille.core.transfer;

import io.reveille.BrokenDefinition;
import io.reveille.JobDefinition;
import io.reveille.core.intake.DefinitionCodec;
import io.reveille.core.json.Json;
import io.reveille.spi.JobProperties;
import java.io.IOException;
import java.io.Writer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes what is stored here as one document. */
public final class DocumentWriter {

    private DocumentWriter() {}

    /** Writes the document: readable, the same text for the same jobs. One job after the other: all are not in memory. */
    public static void write(Snapshot here, Writer out) throws IOException {
        List<JobDefinition> definitions = here.definitions();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put(DocumentFormat.FORMAT, DocumentFormat.NAME);
        document.put(DocumentFormat.VERSION, DocumentFormat.NEWEST);
        Iterable<Object> jobs = () -> definitions.stream()
                .map(definition -> copy(job(definition, here.states().get(definition.name()))))
                .iterator();
        document.put(DocumentFormat.JOBS, jobs);
        if (!here.broken().isEmpty()) {
            Iterable<Object> broken =
                    () -> here.broken().stream().map(each -> copy(broken(each))).iterator();
            document.put(DocumentFormat.BROKEN, broken);
        }
        Json.writeIndented(document, out);
    }

    /** How long the document is, in characters. */
    public static long length(Snapshot here) {
        Count count = new Count();
        try {
            write(here, count);
        } catch (IOException e) {
            throw new IllegalStateException("what only counts does not fail", e);
        }
        return count.characters;
    }

    private static final class Count extends Writer {

        long characters;

        @Override
        public void write(char[] text, int from, int length) {
            characters += length;
        }

        @Override
        public void write(String text, int from, int length) {
            characters += length;
        }

        @Override
        public void write(int c) {
            characters++;
        }

        @Override
        public void flush() {
            // Nothing is kept.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    /** Values as JSON has them; a job lies two levels deep in the document. */
    private static Object copy(Map<String, Object> object) {
        return Json.copyOf(object, DocumentFormat.MAX_DEPTH - 2);
    }

    private static Map<String, Object> job(JobDefinition definition, @Nullable String state) {
        Map<String, Object> said = DefinitionCodec.write(definition);
        said.put(JobProperties.ARGS, definition.arguments());
        Map<String, Object> job = new LinkedHashMap<>();
        for (String property : JobProperties.ALL) {
            Object value = said.get(property);
            if (value != null && !isNothing(value)) {
                job.put(property, json(value));
            }
        }
        if (state != null) {
            job.put(DocumentFormat.STATE, Json.parseObject(state));
        }
        return job;
    }

    private static Map<String, Object> broken(BrokenDefinition broken) {
        Map<String, Object> properties = new TreeMap<>();
        broken.properties().forEach((property, value) -> {
            if (JobProperties.ALL.contains(property) || property.indexOf('.') < 0) { // the others are not the job's
                properties.put(property, json(value));
            }
        });
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("source", broken.source());
        shown.put("reason", broken.reason());
        shown.put("properties", properties);
        return shown;
    }

    private static boolean isNothing(Object value) {
        return value instanceof Map<?, ?> map
                ? map.isEmpty()
                : value instanceof String[] several ? several.length == 0 : value.equals("");
    }

    /** A configuration may hold anything; what JSON has no word for is shown as text. */
    private static Object json(Object value) {
        if (value instanceof Object[] several) {
            return Arrays.stream(several).map(DocumentWriter::json).toList();
        }
        if (value instanceof List<?> several) {
            return several.stream().map(DocumentWriter::json).toList();
        }
        boolean plain =
                value instanceof Map || value instanceof Integer || value instanceof Long || value instanceof Boolean;
        return plain ? value : value.toString();
    }
}
