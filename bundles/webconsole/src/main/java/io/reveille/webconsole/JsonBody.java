package io.reveille.webconsole;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Parameters as programs send them: an object of texts, numbers and booleans. */
final class JsonBody {

    /** How long it may be, in characters. */
    static final int MOST = 64 * 1024;

    private JsonBody() {}

    /**
     * Gives each parameter by its name, or null.
     *
     * @throws IllegalArgumentException if the body is larger, or no such object
     */
    static Function<String, @Nullable String> parameters(Reader body) throws IOException {
        char[] text = new char[MOST + 1];
        int length = 0;
        for (int read = 0; read >= 0 && length < text.length; length += Math.max(read, 0)) {
            read = body.read(text, length, text.length - length);
        }
        if (length > MOST) {
            throw refused("is longer than " + MOST + " characters");
        }
        JsonObject object;
        try {
            JsonElement json = length == 0 ? new JsonObject() : JsonParser.parseString(new String(text, 0, length));
            if (!json.isJsonObject()) {
                throw refused("is no JSON object");
            }
            object = json.getAsJsonObject();
        } catch (JsonParseException e) {
            throw refused("is no JSON: " + e.getMessage());
        }
        object.entrySet().forEach(each -> {
            if (!each.getValue().isJsonPrimitive()) {
                throw refused("has for \"" + each.getKey() + "\" neither a text nor a number nor true or false");
            }
        });
        return name -> object.has(name) ? object.get(name).getAsString() : null;
    }

    private static IllegalArgumentException refused(String why) {
        return new IllegalArgumentException("The body of the request " + why + ". Nothing was changed.");
    }
}
