package io.reveille.console.web;

import io.reveille.json.JsonText;
import java.io.IOException;
import java.io.Writer;
import java.util.Map;
import java.util.function.Function;

/**
 * The answer to a request.
 *
 * @param headers the HTTP headers, the type of the content among them
 * @param content writes the content in pieces: a long list is never in memory as a whole
 */
public record ApiAnswer(Map<String, String> headers, Content content) {

    /** Writes itself. */
    @FunctionalInterface
    public interface Content {
        void write(Writer out) throws IOException;
    }

    public static final String TYPE = "Content-Type";

    public ApiAnswer {
        headers = Map.copyOf(headers);
    }

    public static ApiAnswer json(Content content) {
        return new ApiAnswer(Map.of(TYPE, "application/json; charset=utf-8"), content);
    }

    public static ApiAnswer json(Map<String, ?> object) {
        return json(out -> out.write(JsonText.of(object)));
    }

    public static ApiAnswer json(String name, Object list) {
        return json(Map.of(name, list));
    }

    /** Writes a list, each element by itself. */
    public static <T> void write(Writer out, Iterable<T> list, Function<T, Map<String, Object>> json)
            throws IOException {
        String between = "[\n";
        for (T each : list) {
            out.write(between + JsonText.of(json.apply(each)));
            between = ",\n";
        }
        out.write(between.startsWith("[") ? "[]" : "]");
    }

    /** A file that a browser saves. */
    public static ApiAnswer file(String name, String type, Content content) {
        return new ApiAnswer(
                Map.of(TYPE, type + "; charset=utf-8", "Content-Disposition", "attachment; filename=\"" + name + '"'),
                content);
    }
}
