package io.reveille.console.web;

import io.reveille.console.Console;
import io.reveille.console.Guard;
import io.reveille.console.Request;
import io.reveille.console.Response;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Dispatches requests, and answers with the error if one fails. */
public final class Router implements Console {

    /**
     * The policy of the page: a browser loads files of the console only, and runs no script within the page. Since data is
     * loaded apart, the name of a job can become no part of the page.
     */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

    private static final Logger LOG = LoggerFactory.getLogger(Router.class);

    private static final String API = "api/";
    private static final String PAGE = "ui/index.html";

    private final Guard guard;
    private final Runnable operatorActive;
    private final Assets assets = new Assets();
    private final Map<String, Addresses.Read> reads;
    private final Map<String, Addresses.Change> changes;

    /**
     * Makes a router of the addresses of several rooms.
     *
     * @param guard refuses changes of other sites
     * @param operatorActive is told that somebody uses the console
     * @throws IllegalStateException if two rooms have the same address
     */
    public Router(Guard guard, Runnable operatorActive, List<Addresses> rooms) {
        this.guard = guard;
        this.operatorActive = operatorActive;
        this.reads = all(rooms, Addresses::reads);
        this.changes = all(rooms, Addresses::changes);
    }

    private static <T> Map<String, T> all(List<Addresses> rooms, Function<Addresses, Map<String, T>> part) {
        return rooms.stream()
                .flatMap(room -> part.apply(room).entrySet().stream())
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Writes the answer; a browser that has gone meanwhile is no error. */
    @Override
    public void answer(Request request, Response response) {
        try {
            carryOut(request, response);
        } catch (IOException e) {
            LOG.debug("The client left before the end of the answer to {}.", request.path(), e);
        }
    }

    private void carryOut(Request request, Response response) throws IOException {
        response.header("Content-Security-Policy", POLICY);
        response.header("X-Content-Type-Options", "nosniff");
        response.header("X-Frame-Options", "DENY");
        // A policy that hides the origin from our own requests, too, would make the guard refuse them.
        response.header("Referrer-Policy", "same-origin");
        response.header("Cache-Control", "no-store");
        if (request.path().startsWith(API)) {
            data(request, response, request.path().substring(API.length()));
        } else {
            file(request, response);
        }
    }

    private void file(Request request, Response response) throws IOException {
        boolean isPage = request.path().isEmpty();
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            response.header("Allow", "GET, HEAD");
            refuse(request, response, notTaken(request.method()));
        } else if (assets.send(isPage ? PAGE : request.path(), request, response)) {
            if (isPage && Addresses.isOpenedHere(request)) {
                operatorActive.run();
            }
        } else {
            refuse(request, response, notFound());
        }
    }

    private void data(Request request, Response response, String what) throws IOException {
        AnswerBody body = new AnswerBody(request, response);
        try {
            ApiAnswer answer = answer(request, response, what);
            response.status(200);
            answer.headers().forEach(response::header);
            write(body, answer.content());
        } catch (RuntimeException | OutOfMemoryError e) {
            if (body.isBegun()) {
                throw new IllegalStateException("an answer broke off", e);
            }
            refuse(request, response, refusal(request, e));
        }
    }

    private static Refusal refusal(Request request, Throwable e) {
        if (!(e instanceof RuntimeException exception)) {
            LOG.error("A page was not answered for want of memory.", e);
            return new Refusal(Refusal.UNAVAILABLE, "The gateway has not enough memory for that now.");
        }
        try {
            return Refusal.of(exception);
        } catch (RuntimeException unforeseen) {
            LOG.error("A request for {} from {} was not answered.", request.path(), request.remote(), unforeseen);
            return new Refusal(500, "That went wrong in the gateway, whose log says more: " + unforeseen);
        }
    }

    private ApiAnswer answer(Request request, Response response, String what) throws IOException {
        Addresses.Read read = reads.get(what);
        Addresses.Change change = changes.get(what);
        if (read == null && change == null) {
            throw notFound();
        }
        boolean isRead = request.method().equals("GET") || request.method().equals("HEAD");
        if (read == null || change == null) {
            response.header("Allow", read == null ? "POST" : "GET, HEAD");
        }
        if (read != null && isRead) {
            return read.read(request);
        }
        if (change == null || !request.method().equals("POST")) {
            throw notTaken(request.method());
        }
        Optional<String> refusal = guard.refusal(request::header);
        if (refusal.isPresent()) {
            LOG.warn("{} from {}: {}", request.path(), request.remote(), refusal.get());
            throw new Refusal(Refusal.FORBIDDEN, refusal.get());
        }
        operatorActive.run();
        return change.change(request);
    }

    private static Refusal notFound() {
        return new Refusal(Refusal.NOT_FOUND, "There is no such address; docs/console-api.md has them all.");
    }

    private static Refusal notTaken(String method) {
        return new Refusal(
                Refusal.METHOD_NOT_ALLOWED,
                method + " is not taken at this address; docs/console-api.md has them all.");
    }

    private static void refuse(Request request, Response response, Refusal refusal) throws IOException {
        response.status(refusal.status());
        response.header("Content-Disposition", "inline"); // whatever was about to be sent
        ApiAnswer answer = ApiAnswer.json(refusal.body());
        answer.headers().forEach(response::header);
        write(new AnswerBody(request, response), answer.content());
    }

    /**
     * Writes a body, and closes it only if all of it was written: an answer that broke off in the middle must not look whole,
     * so its connection is cut.
     */
    private static void write(AnswerBody body, ApiAnswer.Content content) throws IOException {
        Writer out = new BufferedWriter(new OutputStreamWriter(body, StandardCharsets.UTF_8));
        content.write(out);
        out.close();
    }
}
