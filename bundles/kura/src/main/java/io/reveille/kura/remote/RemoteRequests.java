package io.reveille.kura.remote;

import io.reveille.JobTransfer;
import io.reveille.PowerService;
import io.reveille.ScheduleService;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.kura.cloudconnection.message.KuraMessage;
import org.eclipse.kura.cloudconnection.request.RequestHandler;
import org.eclipse.kura.cloudconnection.request.RequestHandlerContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Dispatches requests. Never throws: of an exception Kura tells the client next to nothing. For any thread; Kura has
 * two for all handlers, so nothing here waits for a run.
 */
final class RemoteRequests implements RequestHandler {

    /** The greatest length of the body of an import, in bytes. */
    static final int LONGEST_DOCUMENT = 512 * 1024;

    /** The greatest length of client and request ids, by which requests are remembered, in characters. */
    private static final int LONGEST_ID = 200;

    private static final Logger LOG = LoggerFactory.getLogger(RemoteRequests.class);

    private static final String IMPORT = "EXEC import";

    private final Supplier<RemoteSwitches> switches;
    private final Map<String, Function<RemoteRequest, RemoteAnswer>> reads;
    private final Map<String, Function<RemoteRequest, RemoteAnswer>> writes;
    private final Repeats repeats = new Repeats();

    /**
     * @param power the power service, if there is one now
     * @param now the wall clock
     */
    RemoteRequests(
            Supplier<RemoteSwitches> switches,
            ScheduleService scheduler,
            JobTransfer transfer,
            Supplier<Optional<PowerService>> power,
            Supplier<Instant> now) {
        AskedRuns runs = new AskedRuns();
        RemoteReads look = new RemoteReads(scheduler, power, now);
        RemoteChanges change = new RemoteChanges(scheduler, transfer, runs);
        this.switches = switches;
        this.reads = Map.ofEntries(
                Map.entry("GET jobs", look::jobs),
                Map.entry("GET jobs/*", look::job),
                Map.entry("GET job", look::job),
                Map.entry("GET jobs/*/explain", look::explain),
                Map.entry("GET explain", look::explain),
                Map.entry("GET jobs/*/history", look::history),
                Map.entry("GET history", look::history),
                Map.entry("GET runs/*", request -> outcome(runs, scheduler, request)),
                Map.entry("GET run", request -> outcome(runs, scheduler, request)),
                Map.entry("GET broken", look::broken),
                Map.entry("GET forecast", look::forecast),
                Map.entry("GET export", new ExportPages(scheduler, transfer)::export));
        this.writes = Map.ofEntries(
                Map.entry("PUT jobs/*", change::put),
                Map.entry("PUT jobs", change::put),
                Map.entry("DEL jobs/*", change::delete),
                Map.entry("DEL jobs", change::delete),
                Map.entry("EXEC jobs/*/run", change::run),
                Map.entry("EXEC run", change::run),
                Map.entry("EXEC jobs/*/pause", change::pause),
                Map.entry("EXEC pause", change::pause),
                Map.entry("EXEC jobs/*/resume", change::resume),
                Map.entry("EXEC resume", change::resume),
                Map.entry(IMPORT, change::take));
    }

    private static RemoteAnswer outcome(AskedRuns runs, ScheduleService scheduler, RemoteRequest request) {
        String id = request.name(request.body("run"), "run");
        return RemoteAnswer.ok(ListPage.fit(runs.outcome(scheduler, id), RemoteAnswer.MOST, "data", "message"));
    }

    @Override
    public KuraMessage doGet(RequestHandlerContext context, KuraMessage message) {
        return answer("GET", message);
    }

    @Override
    public KuraMessage doPut(RequestHandlerContext context, KuraMessage message) {
        return answer("PUT", message);
    }

    @Override
    public KuraMessage doPost(RequestHandlerContext context, KuraMessage message) {
        return answer("POST", message);
    }

    @Override
    public KuraMessage doDel(RequestHandlerContext context, KuraMessage message) {
        return answer("DEL", message);
    }

    @Override
    public KuraMessage doExec(RequestHandlerContext context, KuraMessage message) {
        return answer("EXEC", message);
    }

    private KuraMessage answer(String method, KuraMessage message) {
        RemoteRequest request = RemoteRequest.of(method, message);
        return guarded(request, () -> answer(request)).message();
    }

    private RemoteAnswer answer(RemoteRequest request) {
        checkSize(request);
        Optional<Function<RemoteRequest, RemoteAnswer>> read = Optional.ofNullable(reads.get(request.shape()));
        Optional<Function<RemoteRequest, RemoteAnswer>> write = Optional.ofNullable(writes.get(request.shape()));
        if (read.isEmpty() && write.isEmpty()) {
            throw new Denied(
                    Denied.NOT_FOUND,
                    "There is no request \"" + request.method() + " " + String.join("/", request.path())
                            + "\". Nothing was done.");
        }
        if (!switches.get().enabled()) {
            throw new Denied(Denied.CONFLICT, "Remote control is switched off on this gateway. Nothing was done.");
        }
        if (read.isPresent()) {
            return read.get().apply(request);
        }
        return once(request, write.orElseThrow());
    }

    private RemoteAnswer once(RemoteRequest request, Function<RemoteRequest, RemoteAnswer> work) {
        if (!switches.get().writing()) {
            throw new Denied(
                    Denied.CONFLICT,
                    "Writing is not allowed on this gateway; the setting \"Writing allowed\" of \"Reveille: remote control\""
                            + " is off. Nothing was done.");
        }
        if (request.client().isEmpty() || request.id().isEmpty()) {
            throw new Denied(
                    Denied.BAD_REQUEST,
                    "The request needs the metrics requester.client.id and request.id. Nothing was done.");
        }
        if (request.client().length() > LONGEST_ID || request.id().length() > LONGEST_ID) {
            throw new Denied(
                    Denied.BAD_REQUEST,
                    "The metrics requester.client.id and request.id have at most " + LONGEST_ID
                            + " characters. Nothing was done.");
        }
        return repeats.once(request, () -> guarded(request, () -> work.apply(request)));
    }

    private static void checkSize(RemoteRequest request) {
        int most = request.shape().equals(IMPORT) ? LONGEST_DOCUMENT : RemoteAnswer.MOST;
        if (request.bytes().length > most) {
            throw new Denied(
                    Denied.BAD_REQUEST,
                    "The body of the request has " + request.bytes().length + " bytes, expected at most " + most
                            + ". Nothing was done.");
        }
    }

    private static RemoteAnswer guarded(RemoteRequest request, Supplier<RemoteAnswer> work) {
        try {
            try {
                return work.get();
            } catch (RuntimeException e) {
                return Denied.of(e).answer();
            }
        } catch (RuntimeException e) {
            LOG.error("The remote request {} of {} failed", request.shape(), request.client(), e);
            return new Denied(
                            Denied.FAULT,
                            "A fault of Reveille: " + e.getClass().getSimpleName()
                                    + "; the gateway's log has it. How far the request came is not known.")
                    .answer();
        }
    }
}
