package io.reveille.load;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.felix.utils.properties.ConfigurationHandler;
import org.apache.felix.utils.properties.TypedProperties;

/**
 * The text of a configuration in a file, in both formats of Apache Felix File Install: lines {@code name = value}, or
 * with types, {@code name = I"5"}. Read and written by File Install's own classes, in UTF-8, with comments kept.
 * Nothing is substituted: a text means what it says.
 */
final class ConfigurationText {

    /** Properties that ConfigurationAdmin or File Install add; no part of what a file says. */
    private static final List<String> ADDED = List.of("service.", "felix.fileinstall.");

    private ConfigurationText() {}

    /** Reads the properties of a text; fails if it is no text of a configuration. */
    static Map<String, Object> read(byte[] text) throws IOException {
        return own(new HashMap<>(parsed(text)));
    }

    /**
     * Changes a text so that it says other properties; what it says already stays as it was written.
     *
     * @throws IOException if the format cannot say them
     */
    static byte[] changed(byte[] text, Map<String, Object> properties) throws IOException {
        TypedProperties file = parsed(text);
        for (String name : List.copyOf(file.keySet())) {
            if (!properties.containsKey(name)) {
                file.remove(name);
            }
        }
        for (Map.Entry<String, Object> each : new TreeMap<>(properties).entrySet()) {
            Object there = file.get(each.getKey());
            if (there == null || !print(there).equals(print(each.getValue()))) {
                file.put(each.getKey(), each.getValue());
            }
        }
        StringWriter lines = new StringWriter();
        file.save(lines);
        byte[] changed = lines.toString().getBytes(StandardCharsets.UTF_8);
        if (!print(read(changed)).equals(print(own(properties)))) {
            throw new IOException("its format has no words for the new values");
        }
        return changed;
    }

    /** Prints properties in one way only: equal texts mean equal properties. */
    static String print(Map<String, Object> properties) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, Object> each : new TreeMap<>(own(properties)).entrySet()) {
            text.append(each.getKey())
                    .append('=')
                    .append(print(each.getValue()))
                    .append('\n');
        }
        return text.toString();
    }

    private static String print(Object value) throws IOException {
        return ConfigurationHandler.write(value);
    }

    /** The form in which ConfigurationAdmin takes properties. */
    @SuppressWarnings("JdkObsolete") // ConfigurationAdmin's own type
    static Hashtable<String, Object> dictionary(Map<String, Object> properties) {
        return new Hashtable<>(properties);
    }

    /** Leaves out what ConfigurationAdmin or File Install have added. */
    static Map<String, Object> own(Map<String, Object> properties) {
        Map<String, Object> own = new HashMap<>(properties);
        own.keySet().removeIf(name -> ADDED.stream().anyMatch(name::startsWith));
        return own;
    }

    private static TypedProperties parsed(byte[] text) throws IOException {
        TypedProperties properties = new TypedProperties(false);
        try {
            String lines = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text))
                    .toString();
            properties.load(new StringReader(lines));
            // Values with types are read only when they are asked for.
            for (String name : properties.keySet()) {
                if (properties.get(name) == null) {
                    throw new IOException("the value of " + name + " cannot be read");
                }
            }
        } catch (CharacterCodingException e) {
            throw new IOException("it is not in UTF-8", e);
        } catch (RuntimeException e) {
            throw new IOException("its lines cannot be read: " + e.getMessage(), e);
        }
        return properties;
    }
}
