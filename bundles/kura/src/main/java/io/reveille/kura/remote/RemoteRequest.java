package io.reveille.kura.remote;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.kura.cloudconnection.message.KuraMessage;
import org.eclipse.kura.cloudconnection.request.RequestHandlerMessageConstants;
import org.jspecify.annotations.Nullable;

/** A request as received. */
final class RemoteRequest {

    private static final String NAME = "name";

    private final String method;
    private final List<String> path;
    private final byte[] bytes;
    private final String client;
    private final String id;

    /**
     * A request.
     *
     * @param method GET, PUT, POST, DEL or EXEC
     * @param path the resources after the method in the topic
     * @param bytes the body; empty if there is none
     * @param client the client's own id
     * @param id the client's id of the request
     */
    RemoteRequest(String method, List<String> path, byte[] bytes, String client, String id) {
        this.method = method;
        this.path = List.copyOf(path);
        this.bytes = bytes;
        this.client = client;
        this.id = id;
    }

    String method() {
        return method;
    }

    List<String> path() {
        return path;
    }

    byte[] bytes() {
        return bytes;
    }

    String client() {
        return client;
    }

    String id() {
        return id;
    }

    static RemoteRequest of(String method, KuraMessage message) {
        byte @Nullable [] body = message.getPayload().getBody();
        return new RemoteRequest(
                method,
                message.getProperties().get(RequestHandlerMessageConstants.ARGS_KEY.value()) instanceof List<?> path
                        ? path.stream().map(String::valueOf).toList()
                        : List.of(),
                body == null ? new byte[0] : body,
                metric(message, "requester.client.id"),
                metric(message, "request.id"));
    }

    private static String metric(KuraMessage message, String name) {
        Object value = message.getPayload().getMetric(name);
        return value == null ? "" : value.toString();
    }

    /** Returns method and path, with a star for the name of a job or a run. */
    String shape() {
        String shape = String.join("/", path);
        if (path.size() > 1 && Set.of("jobs", "runs").contains(path.get(0))) {
            String rest = path.size() == 2 ? "" : "/" + String.join("/", path.subList(2, path.size()));
            shape = path.get(0) + "/*" + rest;
        }
        return method + " " + shape;
    }

    /**
     * Returns the body, which may have these fields only.
     *
     * @throws Denied if the body is anything else
     */
    RequestBody body(String... fields) {
        RequestBody body = RequestBody.of(bytes);
        body.checkFields(Set.of(fields));
        return body;
    }

    /**
     * Returns the body of a request about one job or run, which is named in the body or in the path.
     *
     * @param fields the other fields that may be in the body
     */
    RequestBody bodyOfOne(String... fields) {
        Set<String> known = new HashSet<>(Set.of(fields));
        known.add(NAME);
        RequestBody body = RequestBody.of(bytes);
        body.checkFields(known);
        return body;
    }

    /**
     * Returns the name of the request's job: from the path, which cannot have a name with {@code +} or {@code #}, or
     * from the body.
     *
     * @throws Denied if there is no name, or the two differ
     */
    String name(RequestBody body) {
        return name(body, NAME);
    }

    /** Returns the name of the request's job or run, by another field of the body. */
    String name(RequestBody body, String field) {
        Optional<String> said = body.text(field);
        if (path.size() < 2) {
            return said.orElseThrow(() -> new Denied(
                    Denied.BAD_REQUEST,
                    "The body of the request has no \"" + field
                            + "\", and there is none in the topic. Nothing was done.",
                    field));
        }
        String name = path.get(1);
        if (said.isPresent() && !said.get().equals(name)) {
            throw new Denied(
                    Denied.BAD_REQUEST,
                    "The topic names \"" + name + "\", and the body \"" + said.get() + "\". Nothing was done.",
                    field);
        }
        return name;
    }
}
