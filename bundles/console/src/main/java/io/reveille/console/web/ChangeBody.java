package io.reveille.console.web;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.reveille.console.Request;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The body of a request for a change: a JSON object. */
public final class ChangeBody {

    /** The greatest length of a body, in characters. */
    static final int MOST = 64 * 1024;

    private static final int DEEPEST = 64;

    private static final TypeAdapter<JsonElement> STRICT = new Gson().getAdapter(JsonElement.class);

    private final JsonObject object;

    private ChangeBody(JsonObject object) {
        this.object = object;
    }

    /**
     * Reads the body of a request.
     *
     * @throws Refusal if the body is longer than {@value #MOST} characters, or no such object
     */
    public static ChangeBody of(Request request) throws IOException {
        String text = text(request, MOST);
        if (text.isBlank()) {
            return new ChangeBody(new JsonObject());
        }
        checkDepth(text);
        try {
            JsonReader reader = new JsonReader(new StringReader(text));
            @Nullable JsonElement json = STRICT.read(reader);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw refused("goes on after its JSON");
            }
            if (json != null && json.isJsonObject()) {
                return new ChangeBody(json.getAsJsonObject());
            }
        } catch (JsonParseException | IOException e) {
            throw refused("is no JSON: " + e.getMessage());
        }
        throw refused("is no JSON object");
    }

    /**
     * Checks the depth of nesting before the body is parsed: parsers throw an Error for a body that is nested too
     * deeply.
     */
    private static void checkDepth(String text) {
        int depth = 0;
        boolean isText = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isText) {
                if (c == '\\') {
                    i++;
                } else {
                    isText = c != '"';
                }
            } else if (c == '"') {
                isText = true;
            } else if (c == '[' || c == '{') {
                depth++;
            } else if (c == ']' || c == '}') {
                depth--;
            }
            if (depth > DEEPEST) {
                throw refused("is nested more than " + DEEPEST + " deep");
            }
        }
    }

    /**
     * Returns the body as a text.
     *
     * @param most the greatest length, in characters
     */
    public static String text(Request request, int most) throws IOException {
        Reader reader = new InputStreamReader(request.body(), StandardCharsets.UTF_8.newDecoder());
        StringBuilder text = new StringBuilder();
        char[] part = new char[8192];
        try {
            for (int read = reader.read(part); read >= 0; read = reader.read(part)) {
                text.append(part, 0, read);
                if (text.length() > most) {
                    throw new Refusal(
                            Refusal.TOO_LARGE,
                            "The body of the request is longer than " + most + " characters. Nothing was changed.");
                }
            }
        } catch (CharacterCodingException e) {
            throw refused("is not UTF-8");
        }
        return text.toString();
    }

    /** Returns whether the request is about a list of jobs, each of which gets a result of its own. */
    public boolean isMany() {
        return object.has("names");
    }

    /** A text, a number, or true or false, as a text. */
    public Optional<String> text(String name) {
        @Nullable JsonElement value = object.get(name);
        if (value == null || value.isJsonNull()) {
            return Optional.empty();
        }
        if (!value.isJsonPrimitive()) {
            throw refused("has for \"" + name + "\" neither a text nor a number nor true or false");
        }
        return Optional.of(value.getAsString());
    }

    public String needed(String name) {
        return text(name).orElseThrow(() -> refused("has no \"" + name + '"'));
    }

    public boolean flag(String name) {
        return text(name).filter("true"::equals).isPresent();
    }

    public int number(String name) {
        String text = needed(name);
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new Refusal(
                    Refusal.BAD_REQUEST, "\"" + text + "\" is no number of " + name + ". Nothing was changed.");
        }
    }

    /** Returns the jobs of the request: all of {@code names}, or {@code name}. */
    public List<String> names() {
        @Nullable JsonElement many = object.get("names");
        if (many == null) {
            return List.of(needed("name"));
        }
        if (!many.isJsonArray()) {
            throw refused("has for \"names\" no list");
        }
        return texts("names", many.getAsJsonArray());
    }

    /** The properties of a definition, as docs/definitions.md has them. */
    public Map<String, Object> definition() {
        @Nullable JsonElement given = object.get("definition");
        if (given == null || !given.isJsonObject()) {
            throw refused("has no object \"definition\"");
        }
        Map<String, Object> properties = new LinkedHashMap<>();
        given.getAsJsonObject().entrySet().forEach(each -> {
            if (!each.getValue().isJsonNull()) {
                properties.put(each.getKey(), value(each.getKey(), each.getValue()));
            }
        });
        return properties;
    }

    /** An object of texts, numbers, or true or false, each as a text; an empty text for what is null. */
    public Map<String, String> texts(String name) {
        @Nullable JsonElement given = object.get(name);
        if (given == null || !given.isJsonObject()) {
            throw refused("has no object \"" + name + '"');
        }
        ChangeBody inner = new ChangeBody(given.getAsJsonObject());
        Map<String, String> texts = new LinkedHashMap<>();
        inner.object.keySet().forEach(each -> texts.put(each, inner.text(each).orElse("")));
        return texts;
    }

    private static Object value(String name, JsonElement value) {
        if (value.isJsonArray()) {
            return texts(name, value.getAsJsonArray()).toArray(new String[0]);
        }
        if (value.isJsonObject()) {
            return value.toString(); // arguments, as a definition has them
        }
        JsonPrimitive primitive = value.getAsJsonPrimitive();
        return primitive.isBoolean() ? (Object) primitive.getAsBoolean() : primitive.getAsString();
    }

    private static List<String> texts(String name, JsonArray list) {
        List<String> texts = new ArrayList<>();
        for (JsonElement each : list) {
            if (!each.isJsonPrimitive()) {
                throw refused("has in \"" + name + "\" something that is no text");
            }
            texts.add(each.getAsString());
        }
        return texts;
    }

    private static Refusal refused(String why) {
        return new Refusal(Refusal.BAD_REQUEST, "The body of the request " + why + ". Nothing was changed.");
    }
}
