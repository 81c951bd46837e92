package io.reveille.core.transfer;

import io.reveille.JobDefinition;
import io.reveille.JobDefinitionException;
import io.reveille.core.intake.DefinitionCodec;
import io.reveille.core.intake.Fault;
import io.reveille.core.json.Json;
import io.reveille.spi.JobProperties;
import io.reveille.spi.StateRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads Reveille's own documents: all of it before a word is said, so that all that is wrong is said at once. */
final class DocumentReader {

    /** Stand where something else could not be used, while the rest is looked at. */
    private final DefinitionCodec codec;

    private final Faults faults = new Faults();
    private final Map<String, String> places = new HashMap<>(); // of jobs, by their names

    private DocumentReader(DefinitionCodec codec) {
        this.codec = codec;
    }

    /** @throws io.reveille.ImportException if anything is wrong */
    static Document read(Map<?, ?> document, DefinitionCodec codec) {
        return new DocumentReader(codec).read(document);
    }

    private Document read(Map<?, ?> document) {
        checkVersion(document);
        for (Object key : document.keySet()) {
            if (!DocumentFormat.KEYS.contains(key)) {
                faults.unknown("", key.toString(), DocumentFormat.KEYS);
            }
        }
        List<Wanted> jobs = new ArrayList<>();
        List<?> entries = list(document, DocumentFormat.JOBS);
        for (int i = 0; i < entries.size(); i++) {
            readJob(DocumentFormat.JOBS + "[" + i + "]", entries.get(i)).ifPresent(jobs::add);
        }
        List<String> passedOver = new ArrayList<>();
        for (Object broken :
                document.containsKey(DocumentFormat.BROKEN) ? list(document, DocumentFormat.BROKEN) : List.of()) {
            passedOver.add(passedOver(broken));
        }
        faults.check();
        return new Document(
                "jobs of Reveille, version " + document.get(DocumentFormat.VERSION), List.copyOf(jobs), passedOver);
    }

    /** Before anything else: what a newer version means by the rest is not known. */
    private static void checkVersion(Map<?, ?> document) {
        Object format = document.get(DocumentFormat.FORMAT);
        if (!DocumentFormat.NAME.equals(format)) {
            throw Faults.whole(
                    DocumentFormat.FORMAT,
                    "Its \"format\" is " + Fault.shown(String.valueOf(format)) + ", expected \"" + DocumentFormat.NAME
                            + "\".");
        }
        Object version = document.get(DocumentFormat.VERSION);
        if (!(version instanceof Long number) || number < 1) {
            throw Faults.whole(
                    DocumentFormat.VERSION,
                    "Its \"version\" is " + (version == null ? "missing" : Faults.kind(version))
                            + ", expected a whole number from 1 on.");
        }
        if (number > DocumentFormat.NEWEST) {
            throw Faults.whole(
                    DocumentFormat.VERSION,
                    "It is of version " + number + ", this Reveille reads up to " + DocumentFormat.NEWEST
                            + "; a newer one may read it.");
        }
    }

    private List<?> list(Map<?, ?> document, String key) {
        if (document.get(key) instanceof List<?> list) {
            return list;
        }
        faults.add(
                "",
                key,
                "Its \"" + key + "\" is "
                        + (document.containsKey(key) ? Faults.kind(document.get(key)) : "missing")
                        + ", expected a list.");
        return List.of();
    }

    private static String passedOver(Object broken) {
        if (broken instanceof Map<?, ?> object) {
            return object.get("source") + ": " + object.get("reason");
        }
        return Faults.kind(broken);
    }

    private Optional<Wanted> readJob(String place, Object entry) {
        if (!(entry instanceof Map<?, ?> object)) {
            faults.add(place, "", "It is " + Faults.kind(entry) + ", expected an object.");
            return Optional.empty();
        }
        int before = faults.size();
        String job = label(place, object.get(JobProperties.NAME));
        Map<String, Object> properties = new LinkedHashMap<>();
        object.forEach((key, value) -> {
            String property = key.toString();
            if (!DocumentFormat.JOB_KEYS.contains(property)) {
                faults.unknown(job, property, DocumentFormat.JOB_KEYS);
            } else if (!property.equals(DocumentFormat.STATE)) {
                put(job, properties, property, value);
            }
        });
        Optional<JobDefinition> definition = definition(job, properties);
        Optional<StateRecord> state =
                StateReader.read(job, Optional.ofNullable(object.get(DocumentFormat.STATE)), faults);
        return faults.size() > before ? Optional.empty() : definition.map(found -> new Wanted(found, state, List.of()));
    }

    /** A job is called by its name where that can be used; else by its place. */
    private String label(String place, @Nullable Object name) {
        if (!(name instanceof String text)) {
            return place;
        }
        try {
            codec.checkName(text);
        } catch (JobDefinitionException e) {
            return place; // the definition says so too
        }
        String other = places.putIfAbsent(text, place);
        if (other != null) {
            faults.add(text, JobProperties.NAME, "There are two jobs of this name, " + other + " and " + place + ".");
        }
        return text;
    }

    private void put(String job, Map<String, Object> properties, String property, Object value) {
        if (value == Json.NULL) {
            faults.value(job, property, "null", "leave it out where nothing is said");
        } else if (!property.equals(JobProperties.ARGS)) {
            properties.put(property, value);
        } else if (value instanceof Map<?, ?> arguments) {
            try {
                properties.put(property, Json.print(Json.copyOf(arguments)));
            } catch (IllegalArgumentException e) {
                faults.value(job, property, "arguments", String.valueOf(e.getMessage()));
            }
        } else {
            faults.value(job, property, value, "expected one JSON object");
        }
    }

    private Optional<JobDefinition> definition(String job, Map<String, Object> properties) {
        try {
            return Optional.of(codec.read(properties));
        } catch (JobDefinitionException e) {
            e.all().forEach(fault -> faults.add(job, fault));
            return Optional.empty();
        }
    }
}
