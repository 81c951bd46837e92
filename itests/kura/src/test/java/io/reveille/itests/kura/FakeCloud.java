package io.reveille.itests.kura;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.cloudconnection.message.KuraMessage;
import org.eclipse.kura.cloudconnection.request.RequestHandler;
import org.eclipse.kura.cloudconnection.request.RequestHandlerRegistry;
import org.eclipse.kura.message.KuraPayload;
import org.eclipse.kura.message.KuraResponsePayload;
import org.jspecify.annotations.Nullable;

/** A cloud connection of Kura's, as far as requests go: two threads for all handlers, and next to nothing told of an exception. */
public final class FakeCloud implements RequestHandlerRegistry, AutoCloseable {

    private final Map<String, RequestHandler> handlers = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(2);

    @Override
    public void registerRequestHandler(String id, RequestHandler requestHandler) {
        handlers.put(id, requestHandler);
    }

    @Override
    public void unregister(String id) {
        handlers.remove(id);
    }

    /** The ids of handlers that are registered now. */
    public List<String> registered() {
        return List.copyOf(handlers.keySet());
    }

    /**
     * Hands a request over.
     *
     * @param topic what stands behind account and client: application, method, resources
     * @return the answer; empty if there is none
     */
    public CompletableFuture<Optional<KuraPayload>> request(String topic, KuraPayload payload) {
        CompletableFuture<Optional<KuraPayload>> answer = new CompletableFuture<>();
        threads.execute(() -> {
            try {
                answer.complete(answered(topic, payload));
            } catch (RuntimeException e) { // as in Kura, nobody sees it
                answer.complete(Optional.empty());
            } catch (Error e) { // nobody waits for what cannot come
                answer.completeExceptionally(e);
                throw e;
            }
        });
        return answer;
    }

    private Optional<KuraPayload> answered(String topic, KuraPayload payload) {
        List<String> parts = new ArrayList<>(List.of(topic.split("/")));
        @Nullable RequestHandler handler = handlers.get(parts.remove(0));
        if (handler == null
                || payload.getMetric("request.id") == null
                || payload.getMetric("requester.client.id") == null) {
            return Optional.empty();
        }
        return Optional.of(
                Objects.requireNonNull(called(handler, parts, payload)).getPayload());
    }

    private static KuraMessage called(RequestHandler handler, List<String> parts, KuraPayload payload) {
        KuraMessage message = new KuraMessage(payload, Map.of("args", parts.subList(1, parts.size())));
        try {
            return switch (parts.get(0)) {
                case "GET" -> handler.doGet(null, message);
                case "PUT" -> handler.doPut(null, message);
                case "POST" -> handler.doPost(null, message);
                case "DEL" -> handler.doDel(null, message);
                case "EXEC" -> handler.doExec(null, message);
                default -> new KuraMessage(new KuraResponsePayload(400));
            };
        } catch (IllegalArgumentException e) {
            return new KuraMessage(new KuraResponsePayload(400));
        } catch (KuraException e) {
            KuraPayload failed = new KuraResponsePayload(e.getCode() == KuraErrorCode.INVALID_PARAMETER ? 400 : 500);
            failed.addMetric("response.exception.message", String.valueOf(e.getMessage()));
            return new KuraMessage(failed);
        } catch (RuntimeException e) {
            return new KuraMessage(new KuraResponsePayload(500));
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
