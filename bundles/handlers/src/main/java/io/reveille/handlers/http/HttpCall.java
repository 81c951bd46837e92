package io.reveille.handlers.http;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.reveille.ArgumentSpec;
import io.reveille.ArgumentType;
import io.reveille.handlers.arguments.ArgumentException;
import io.reveille.handlers.arguments.HandlerArguments;
import io.reveille.handlers.arguments.OneLine;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request, and the expected answer.
 *
 * @param headers by name, in lower or upper case
 * @param body empty if there is none
 * @param statuses empty: any of success, 200 to 299
 */
record HttpCall(
        URI uri,
        String method,
        Map<String, String> headers,
        String body,
        Duration timeout,
        List<Object> statuses,
        Redirects redirects,
        int maxBytes) {

    /** Which redirects are followed. */
    enum Redirects {
        SAME_HOST,
        ANY,
        NONE
    }

    static final String URL = "url";
    static final String METHOD = "method";
    static final String HEADERS = "headers";
    static final String BODY = "body";
    static final String JSON = "json";
    static final String TIMEOUT = "timeout";
    static final String STATUS = "status";
    static final String REDIRECTS = "redirects";
    static final String MAX_BYTES = "max-bytes";

    static final List<ArgumentSpec> ARGUMENTS = List.of(
            ArgumentSpec.of(URL, ArgumentType.TEXT, "where the request goes, http or https")
                    .needed(),
            ArgumentSpec.of(METHOD, ArgumentType.TEXT, "what is asked for")
                    .oneOf("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
                    .or("GET"),
            ArgumentSpec.of(HEADERS, ArgumentType.OBJECT, "header lines, texts by name")
                    .from(0, 50),
            ArgumentSpec.of(BODY, ArgumentType.TEXT, "what is sent, as text"),
            ArgumentSpec.of(JSON, ArgumentType.OBJECT, "what is sent, as JSON"),
            ArgumentSpec.of(TIMEOUT, ArgumentType.DURATION, "until when the whole answer has to be there")
                    .from(1, 3600)
                    .or("30 seconds"),
            ArgumentSpec.of(STATUS, ArgumentType.LIST, "the statuses that mean success; 200 to 299 if there is no list")
                    .from(1, 50),
            ArgumentSpec.of(REDIRECTS, ArgumentType.TEXT, "which redirects are followed")
                    .oneOf("same-host", "any", "none")
                    .or("same-host"),
            ArgumentSpec.of(MAX_BYTES, ArgumentType.WHOLE, "how much of the answer is read")
                    .counting("bytes")
                    .from(0, 7000) // since data of a run may need two characters for each
                    .or("4000"));

    private static final URI UNKNOWN = URI.create("https://unknown.invalid/");

    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    /** @throws ArgumentException if the arguments make no valid request */
    static HttpCall of(HandlerArguments arguments) {
        String method = arguments.text(METHOD).toUpperCase(Locale.ROOT);
        Map<String, String> headers = headers(arguments);
        String body = body(arguments, method, headers);
        if (!arguments.list(STATUS).stream()
                .allMatch(status -> status instanceof Long number && number >= 100 && number <= 599)) {
            throw arguments.refused(STATUS, "a list of whole numbers from 100 to 599");
        }
        HttpCall call = new HttpCall(
                arguments.read(URL, text -> uri(arguments, text), UNKNOWN),
                method,
                headers,
                body,
                arguments.duration(TIMEOUT).orElse(Duration.ofSeconds(30)), // known only when the job runs
                arguments.list(STATUS),
                arguments.read(
                        REDIRECTS,
                        text -> Redirects.valueOf(text.replace('-', '_').toUpperCase(Locale.ROOT)),
                        Redirects.NONE),
                (int) arguments.whole(MAX_BYTES));
        call.checkHeaders(arguments);
        return call;
    }

    /** Returns the request to send. */
    HttpRequest request() {
        HttpRequest.Builder builder = HttpRequest.newBuilder(uri)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        headers.forEach(builder::header);
        return builder.build();
    }

    /** Whether the status is as expected. */
    boolean isExpected(int status) {
        return statuses.isEmpty() ? status / 100 == 2 : statuses.contains((long) status);
    }

    /**
     * Returns the request for a redirect; empty if the redirect is not to be followed. To another host the headers and
     * the body are not sent: they were not meant for it.
     */
    Optional<HttpCall> redirected(int status, String location) {
        URI target;
        try {
            target = uri.resolve(new URI(location));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
        boolean again = status == 307 || status == 308;
        boolean isRedirect = again || status == 301 || status == 302 || status == 303;
        boolean same = isSameHost(target);
        boolean downgrade = isSecure(uri) && !isSecure(target);
        boolean allowed = same || (redirects == Redirects.ANY && (body.isEmpty() || !again));
        if (!isRedirect || !isHttp(target) || downgrade || redirects == Redirects.NONE || !allowed) {
            return Optional.empty();
        }
        boolean keepsMethod = again || method.equals("GET") || method.equals("HEAD");
        return Optional.of(new HttpCall(
                target,
                keepsMethod ? method : "GET",
                same ? keepsMethod ? headers : withoutType() : Map.of(),
                keepsMethod ? body : "",
                timeout,
                statuses,
                redirects,
                maxBytes));
    }

    /** Returns the target as messages name it: without path and query, which may be long. */
    String host() {
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }

    /**
     * Returns whether both addresses are of the same host and port, or change from http to https on the default ports.
     */
    private boolean isSameHost(URI target) {
        return uri.getHost().equalsIgnoreCase(target.getHost())
                && (port(uri) == port(target) || (port(uri) == 80 && port(target) == 443));
    }

    private Map<String, String> withoutType() {
        Map<String, String> rest = byName(headers);
        rest.remove("Content-Type");
        return rest;
    }

    private void checkHeaders(HandlerArguments arguments) {
        for (Map.Entry<String, String> header : headers.entrySet()) {
            try {
                HttpRequest.newBuilder(uri).header(header.getKey(), header.getValue());
            } catch (IllegalArgumentException e) {
                throw arguments.refused(
                        HEADERS,
                        "names and values that HTTP allows, and none that is not the job's to say, as with "
                                + OneLine.show(header.getKey()));
            }
        }
    }

    private static Map<String, String> headers(HandlerArguments arguments) {
        Map<String, String> headers = byName(Map.of());
        arguments.object(HEADERS).orElse(Map.of()).forEach((name, value) -> {
            if (!(value instanceof String text)) {
                throw arguments.refused(HEADERS, "texts by name");
            }
            headers.put(name, text);
        });
        return headers;
    }

    private static String body(HandlerArguments arguments, String method, Map<String, String> headers) {
        if (!arguments.has(BODY) && !arguments.has(JSON)) {
            return "";
        }
        String which = arguments.has(BODY) ? BODY : JSON;
        if (arguments.has(BODY) && arguments.has(JSON)) {
            throw arguments.refused(JSON, "nothing, since there is " + BODY + " too");
        }
        if (method.equals("GET") || method.equals("HEAD")) {
            throw arguments.refused(which, "nothing with the method " + method + "; POST, PUT or PATCH send something");
        }
        headers.putIfAbsent("Content-Type", which.equals(JSON) ? "application/json" : "text/plain; charset=utf-8");
        return arguments.object(JSON).map(GSON::toJson).orElseGet(() -> arguments.text(BODY));
    }

    private static URI uri(HandlerArguments arguments, String text) {
        try {
            URI uri = new URI(text.strip());
            if (isHttp(uri) && uri.getRawUserInfo() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // refused below, like any text that names no host
        }
        throw arguments.refused(
                URL, "\"https://host/path\" or the same with http; user and password belong into a header");
    }

    private static boolean isHttp(URI uri) {
        String scheme = uri.getScheme();
        return uri.getHost() != null && ("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme));
    }

    private static boolean isSecure(URI uri) {
        return "https".equalsIgnoreCase(uri.getScheme());
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : isSecure(uri) ? 443 : 80;
    }

    private static Map<String, String> byName(Map<String, String> headers) {
        Map<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        byName.putAll(headers);
        return byName;
    }
}
