package io.reveille.itests.gateway;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;

/** The DevTools protocol of a browser's tab: orders with answers, and events. */
final class DevTools implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 60;

    private final Map<Integer, CompletableFuture<JsonObject>> answers = new ConcurrentHashMap<>();
    private final BiConsumer<String, JsonObject> events;
    private final WebSocket socket;
    private int ids;

    /** A text is sent when the one before has been. */
    private CompletableFuture<WebSocket> sent;

    /** @param events told the name and the content of each event; must not wait */
    DevTools(HttpClient http, URI tab, BiConsumer<String, JsonObject> events) {
        this.events = events;
        socket = http.newWebSocketBuilder().buildAsync(tab, new Listener()).join();
        sent = CompletableFuture.completedFuture(socket);
    }

    /** Has the tab do something, and returns the result. Pairs of names and texts, numbers or booleans are its parameters. */
    JsonObject tell(String method, Object... parameters) {
        try {
            JsonObject answer = send(method, parameters).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (answer.has("error")) {
                throw new AssertionError(method + " failed: " + answer.get("error"));
            }
            return answer.getAsJsonObject("result");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError(method + " has no answer", e);
        }
    }

    /** The same, without a wait for the result. */
    void order(String method, Object... parameters) {
        CompletableFuture<JsonObject> unused = send(method, parameters);
    }

    private CompletableFuture<JsonObject> send(String method, Object... parameters) {
        JsonObject content = new JsonObject();
        for (int i = 0; i < parameters.length; i += 2) {
            content.add(parameters[i].toString(), json(parameters[i + 1]));
        }
        JsonObject message = new JsonObject();
        message.addProperty("method", method);
        message.add("params", content);
        CompletableFuture<JsonObject> answer = new CompletableFuture<>();
        synchronized (this) {
            message.addProperty("id", ++ids);
            answers.put(ids, answer);
            sent = sent.thenCompose(ready -> ready.sendText(message.toString(), true));
        }
        return answer;
    }

    private static JsonElement json(Object value) {
        return new Gson().toJsonTree(value);
    }

    @Override
    public void close() {
        socket.abort();
    }

    private void received(JsonObject message) {
        if (message.has("id")) {
            CompletableFuture<JsonObject> answer =
                    answers.remove(message.get("id").getAsInt());
            if (answer != null) {
                answer.complete(message);
            }
        } else {
            events.accept(message.get("method").getAsString(), message.getAsJsonObject("params"));
        }
    }

    private final class Listener implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                JsonObject message = JsonParser.parseString(text.toString()).getAsJsonObject();
                text.setLength(0);
                received(message);
            }
            from.request(1);
            return CompletableFuture.completedFuture(null);
        }
    }
}
