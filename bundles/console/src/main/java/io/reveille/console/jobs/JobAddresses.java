package io.reveille.console.jobs;

import io.reveille.console.pages.ProblemJobs;
import io.reveille.console.pages.Services;
import io.reveille.console.web.Addresses;
import io.reveille.console.web.Query;
import java.util.Map;

/** The addresses of jobs, their definitions and their runs. */
public final class JobAddresses {

    private JobAddresses() {}

    public static Addresses of(Services services, ProblemJobs problems) {
        JobList list = new JobList(services, problems);
        JobAnswers jobs = new JobAnswers(services, problems);
        JobOrders orders = new JobOrders(services);
        DefinitionOrders definitions = new DefinitionOrders(services, jobs);
        Transfers transfers = new Transfers(services);
        return new Addresses(
                Map.ofEntries(
                        Map.entry("jobs", request -> list.list(new Query(request))),
                        Map.entry("job", request -> jobs.job(new Query(request))),
                        Map.entry("gates", Addresses.ours(request -> jobs.gates(new Query(request)))),
                        Map.entry("runs", request -> jobs.runs(new Query(request))),
                        Map.entry("trail", request -> jobs.trail(new Query(request))),
                        Map.entry("occurrences", request -> jobs.occurrences(new Query(request))),
                        Map.entry("zones", request -> jobs.zones()),
                        Map.entry("handlers", request -> jobs.handlers()),
                        Map.entry("problems", request -> jobs.problems()),
                        Map.entry("ahead", request -> jobs.ahead(new Query(request))),
                        Map.entry("deleted", request -> definitions.deleted()),
                        Map.entry("export", request -> transfers.export(new Query(request)))),
                Map.ofEntries(
                        Map.entry("check", definitions::check),
                        Map.entry("save", definitions::save),
                        Map.entry("run", request -> orders.each(request, JobOrders::run)),
                        Map.entry("pause", request -> orders.each(request, JobOrders::pause)),
                        Map.entry("resume", request -> orders.each(request, JobOrders::resume)),
                        Map.entry("interrupt", request -> orders.each(request, JobOrders::interrupt)),
                        Map.entry("delete", request -> orders.each(request, JobOrders::delete)),
                        Map.entry("bring-back", definitions::bringBack),
                        Map.entry("plan", transfers::plan),
                        Map.entry("import", transfers::carryOut)));
    }
}
