package io.reveille.console.pages;

import io.reveille.PowerService;
import io.reveille.console.Console;
import io.reveille.console.Guard;
import io.reveille.console.Request;
import io.reveille.console.Response;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Dispatches requests, and answers with the error if one fails. */
final class Router implements Console {

    /**
     * Nothing from elsewhere, no script and no style but files of the console. Data is not in the page: a name of a job can
     * become no part of it.
     */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

    private static final Logger LOG = LoggerFactory.getLogger(Router.class);

    private static final String API = "api/";
    private static final String PAGE = "ui/index.html";

    /** Gives data, and changes nothing. */
    @FunctionalInterface
    private interface Look {
        ApiAnswer look(Request request);
    }

    /** Changes something. */
    @FunctionalInterface
    private interface Change {
        ApiAnswer change(Request request) throws IOException;
    }

    private final Services services;
    private final Guard guard = new Guard();
    private final Assets assets = new Assets();
    private final Map<String, Look> looks;
    private final Map<String, Change> changes;

    Router(Services services) {
        this.services = services;
        ProblemJobs problems = new ProblemJobs(services, System::nanoTime);
        JobList list = new JobList(services, problems);
        JobLooks jobs = new JobLooks(services, problems);
        GatewayLooks gateway = new GatewayLooks(services, problems);
        Metrics metrics = new Metrics(services, problems);
        Report report = new Report(services, problems);
        UserOrders orders = new UserOrders(services, jobs);
        JobOrders jobOrders = new JobOrders(services);
        SettingsDesk settings = new SettingsDesk(services);
        this.looks = Map.ofEntries(
                Map.entry("status", request -> gateway.status(request.user(), guard.token())),
                Map.entry("jobs", request -> list.list(new Query(request))),
                Map.entry("job", request -> jobs.job(new Query(request))),
                Map.entry("gates", request -> jobs.gates(new Query(ours(request)))),
                Map.entry("runs", request -> jobs.runs(new Query(request))),
                Map.entry("trail", request -> jobs.trail(new Query(request))),
                Map.entry("occurrences", request -> jobs.occurrences(new Query(request))),
                Map.entry("zones", request -> jobs.zones()),
                Map.entry("handlers", request -> jobs.handlers()),
                Map.entry("problems", request -> jobs.problems()),
                Map.entry("ahead", request -> jobs.ahead(new Query(request))),
                Map.entry("power", request -> gateway.power()),
                Map.entry("forecast", request -> gateway.forecast(new Query(request))),
                Map.entry("deleted", request -> gateway.deleted()),
                Map.entry("quarantined", request -> gateway.quarantined()),
                Map.entry("metrics", request -> metrics.metrics(true)),
                Map.entry("metrics/counts", request -> metrics.metrics(false)),
                Map.entry("health", request -> {
                    ours(request);
                    return gateway.health();
                }),
                Map.entry("settings", request -> settings.look()),
                Map.entry("log", request -> gateway.log(new Query(request))),
                Map.entry("report", request -> report.report()),
                Map.entry("export", request -> gateway.export(new Query(request))));
        this.changes = Map.ofEntries(
                Map.entry("check", orders::check),
                Map.entry("save", orders::save),
                Map.entry("run", request -> jobOrders.each(request, JobOrders::run)),
                Map.entry("pause", request -> jobOrders.each(request, JobOrders::pause)),
                Map.entry("resume", request -> jobOrders.each(request, JobOrders::resume)),
                Map.entry("interrupt", request -> jobOrders.each(request, JobOrders::interrupt)),
                Map.entry("delete", request -> jobOrders.each(request, JobOrders::delete)),
                Map.entry("bring-back", orders::bringBack),
                Map.entry("trust-clock", request -> orders.trustClock()),
                Map.entry("awake", orders::awake),
                Map.entry("release", request -> orders.release()),
                Map.entry("try-again", request -> orders.tryAgain()),
                Map.entry("password", orders::password),
                Map.entry("save-settings", settings::save),
                Map.entry("plan", orders::plan),
                Map.entry("import", orders::carryOut),
                Map.entry("at-work", request -> ApiAnswer.json("done", "The gateway stays awake for a while.")));
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
            if (isPage && isOpenedHere(request)) {
                services.power().ifPresent(PowerService::operatorActive);
            }
        } else {
            refuse(request, response, notFound());
        }
    }

    /** Not by a page of another site, which could keep the gateway awake so. Browsers say it; what says nothing is none. */
    private static boolean isOpenedHere(Request request) {
        String site = request.header("Sec-Fetch-Site");
        return site == null || site.equals("none") || site.equals("same-origin");
    }

    private void data(Request request, Response response, String what) throws IOException {
        Outgoing body = new Outgoing(request, response);
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
        Look look = looks.get(what);
        Change change = changes.get(what);
        if (look == null && change == null) {
            throw notFound();
        }
        boolean isRead = request.method().equals("GET") || request.method().equals("HEAD");
        if (look == null || change == null) {
            response.header("Allow", look == null ? "POST" : "GET, HEAD");
        }
        if (look != null && isRead) {
            return look.look(request);
        }
        if (change == null || !request.method().equals("POST")) {
            throw notTaken(request.method());
        }
        Optional<String> refusal = guard.refusal(request::header);
        if (refusal.isPresent()) {
            LOG.warn("{} from {}: {}", request.path(), request.remote(), refusal.get());
            throw new Refusal(Refusal.FORBIDDEN, refusal.get());
        }
        services.power().ifPresent(PowerService::operatorActive);
        return change.change(request);
    }

    /** Not for a page of another site: what this asks for makes somebody measure, or dial. */
    private static Request ours(Request request) {
        if (!isOpenedHere(request)) {
            throw new Refusal(Refusal.FORBIDDEN, "A page of another site has asked for this. Nothing was done.");
        }
        return request;
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
        write(new Outgoing(request, response), answer.content());
    }

    /**
     * Writes a body, and closes it only if all of it was written: an answer that broke off in the middle must not look whole,
     * so its connection is cut.
     */
    private static void write(Outgoing body, ApiAnswer.Content content) throws IOException {
        Writer out = new BufferedWriter(new OutputStreamWriter(body, StandardCharsets.UTF_8));
        content.write(out);
        out.close();
    }
}
