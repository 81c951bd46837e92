package io.reveille.webconsole;

import com.google.gson.JsonObject;
import io.reveille.PowerService;
import io.reveille.console.Guard;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.felix.webconsole.servlet.AbstractServlet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A page of Reveille in the console, which has logged the operator in. The HTML is a file and holds no data; data goes out
 * as JSON, for a script that shows it as text; a change comes in as a POST that the {@link Guard} lets pass.
 */
abstract class ConsolePage extends AbstractServlet {

    /**
     * Nothing from elsewhere, no script but files of the console. The console's own frame has two scripts in the page; they
     * are not run, and page.js does what they do. Its styles in the page do no harm.
     */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data:; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

    private static final Logger LOG = LoggerFactory.getLogger(ConsolePage.class);

    private final transient Guard guard = new Guard();
    private final String name;

    /** @param name of the files: {@code res/NAME.html}, which is the page, and what it names */
    ConsolePage(String name) {
        this.name = name;
    }

    /**
     * Gives data: the answer to {@code GET WHAT.json}.
     *
     * @param parameter gives a parameter of the request by its name, or null
     * @return empty if there is no such data
     * @throws IllegalArgumentException if the parameters cannot be used; the message goes to the page
     * @throws IllegalStateException if there is no answer now; the message goes to the page
     * @throws UncheckedIOException if something cannot be read; the message goes to the page
     */
    abstract Optional<JsonObject> ask(String what, Function<String, @Nullable String> parameter);

    /**
     * Changes something, as {@code POST WHAT} wants it.
     *
     * @param parameter gives a parameter of the request by its name, or null
     * @return what was done, in words; empty if there is no such change
     * @throws IllegalArgumentException if the parameters cannot be used; the message goes to the page
     * @throws IllegalStateException if it cannot be done now; the message goes to the page
     */
    abstract Optional<String> change(String what, Function<String, @Nullable String> parameter);

    /** The gateway's sleep, if there is one. */
    abstract @Nullable PowerService power();

    /** Who opens a page or changes something works at the gateway; what a page asks by itself is no work. */
    private void atWork() {
        PowerService power = power();
        if (power != null) {
            power.operatorActive();
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        // Before the frame is written: what the console has begun to send takes no more headers.
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        // A policy that hides the origin from our own requests, too, would make the guard refuse them.
        response.setHeader("Referrer-Policy", "same-origin");
        // Scripts too: all releases carry the same time of their files, so a browser could not tell a new one.
        setNoCache(response);
        String path = behindLabel(request);
        if (path.endsWith(".json")) {
            String what = path.substring(0, path.length() - ".json".length());
            answer(response, () -> ask(what, request::getParameter));
        } else {
            spoolResource(request, response);
        }
    }

    @Override
    public void renderContent(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (isOpenedHere(request)) {
            atWork();
        }
        response.getWriter().print(readTemplateFile("/res/" + name + ".html"));
    }

    /** Not by a page of another site, which could keep the gateway awake so. Browsers say it; what says nothing is none. */
    private static boolean isOpenedHere(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        return site == null || site.equals("none") || site.equals("same-origin");
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        setNoCache(response);
        Optional<String> refusal = guard.refusal(request::getHeader);
        if (refusal.isPresent()) {
            LOG.warn("{} from {}: {}", request.getRequestURI(), request.getRemoteAddr(), refusal.get());
            send(response, HttpServletResponse.SC_FORBIDDEN, error(refusal.get()));
            return;
        }
        Function<String, @Nullable String> parameters;
        try {
            parameters =
                    Guard.isJson(request::getHeader) ? JsonBody.parameters(request.getReader()) : request::getParameter;
        } catch (IllegalArgumentException e) {
            send(response, HttpServletResponse.SC_BAD_REQUEST, error(String.valueOf(e.getMessage())));
            return;
        }
        atWork();
        answer(
                response,
                () -> change(behindLabel(request), parameters).map(done -> {
                    JsonObject answer = new JsonObject();
                    answer.addProperty("done", done);
                    return answer;
                }));
    }

    private void answer(HttpServletResponse response, Supplier<Optional<JsonObject>> question) throws IOException {
        try {
            Optional<JsonObject> answer = question.get();
            if (answer.isPresent()) {
                answer.get().addProperty("token", guard.token());
                send(response, HttpServletResponse.SC_OK, answer.get());
            } else {
                send(response, HttpServletResponse.SC_NOT_FOUND, error("There is no such thing on this page."));
            }
        } catch (IllegalArgumentException e) {
            send(response, HttpServletResponse.SC_BAD_REQUEST, error(String.valueOf(e.getMessage())));
        } catch (IllegalStateException | UncheckedIOException e) {
            send(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, error(String.valueOf(e.getMessage())));
        } catch (OutOfMemoryError e) {
            LOG.error("A page was not answered for want of memory.", e);
            send(
                    response,
                    HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                    error("The gateway has not enough memory for that now."));
        }
    }

    private static JsonObject error(String message) {
        JsonObject error = new JsonObject();
        error.addProperty("error", message);
        return error;
    }

    private static void send(HttpServletResponse response, int status, JsonObject body) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.setCharacterEncoding("UTF-8");
        response.getWriter().print(body);
    }

    /** Of {@code /reveille-power/status.json} it is {@code status.json}. */
    private static String behindLabel(HttpServletRequest request) {
        String path = request.getPathInfo();
        int slash = path == null ? -1 : path.indexOf('/', 1);
        return slash < 0 ? "" : path.substring(slash + 1);
    }
}
