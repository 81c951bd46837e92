package io.reveille.kura.remote;

import io.reveille.Job;
import io.reveille.JobTransfer;
import io.reveille.ScheduleService;
import io.reveille.core.json.Json;
import io.reveille.json.JsonText;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The pages of an export: each a valid document for an import, with as many jobs as fit into an answer. */
final class ExportPages {

    /** The depth of nesting that is read: the state of a job is nested deeper in a document than arguments may be. */
    private static final int DEEPEST = 64;

    /** The number of jobs written at once: about as many as fit on a page. */
    private static final int AT_ONCE = 50;

    private static final int MOST_JOBS = 1000;

    private final ScheduleService scheduler;
    private final JobTransfer transfer;

    ExportPages(ScheduleService scheduler, JobTransfer transfer) {
        this.scheduler = scheduler;
        this.transfer = transfer;
    }

    RemoteAnswer export(RemoteRequest request) {
        RequestBody body = request.body("names", "state", "after", "limit");
        String after = body.text("after").orElse("");
        Optional<List<String>> named = body.texts("names");
        List<String> names = named.map(each -> List.copyOf(new TreeSet<>(each))).orElseGet(this::stored).stream()
                .filter(name -> name.compareTo(after) > 0)
                .toList();
        if (named.isPresent()) {
            checkThere(names);
        }
        ListPage page = new ListPage(body.number("limit", MOST_JOBS, MOST_JOBS));
        Map<String, Object> head = Map.of();
        for (int i = 0; i < names.size() && !page.isFull(); i += AT_ONCE) {
            List<String> some = names.subList(i, Math.min(i + AT_ONCE, names.size()));
            head = named.isPresent() ? add(page, some, body.flag("state")) : addAll(page, some, body.flag("state"));
        }
        return answer(page, head, body.flag("state"));
    }

    /** @throws Denied for the first job that does not exist */
    private void checkThere(List<String> names) {
        names.stream().filter(name -> scheduler.job(name).isEmpty()).findFirst().ifPresent(name -> {
            throw new Denied(
                    Denied.NOT_FOUND, "There is no job named \"" + name + "\". Nothing was exported.", "names");
        });
    }

    /** Adds the jobs that still exist: an export of all must not fail because one is deleted meanwhile. */
    private Map<String, Object> addAll(ListPage page, List<String> names, boolean withState) {
        try {
            return add(page, names, withState);
        } catch (IllegalArgumentException gone) {
            List<String> left = names.stream()
                    .filter(name ->
                            scheduler.job(name).filter(ExportPages::isStored).isPresent())
                    .toList();
            return add(page, left, withState);
        }
    }

    private List<String> stored() {
        return scheduler.jobs().stream()
                .filter(ExportPages::isStored)
                .map(Job::name)
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    private static boolean isStored(Job job) {
        try {
            return job.status().stored();
        } catch (IllegalStateException e) {
            return false; // gone meanwhile
        }
    }

    /** Adds jobs to the page; returns their document without the jobs. */
    private Map<String, Object> add(ListPage page, List<String> names, boolean withState) {
        Map<String, Object> document = new LinkedHashMap<>(document(names, withState));
        if (document.remove("jobs") instanceof List<?> jobs) {
            for (Object each : jobs) {
                if (each instanceof Map<?, ?> job) {
                    Map<String, Object> entry = Json.copyOf(job, DEEPEST);
                    page.add(String.valueOf(entry.get("name")), entry);
                }
            }
        }
        return document;
    }

    private Map<String, Object> document(List<String> names, boolean withState) {
        StringWriter out = new StringWriter();
        try {
            transfer.export(names, withState, out);
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter does not fail", e);
        }
        if (Json.parse(out.toString(), DEEPEST) instanceof Map<?, ?> document) {
            return Json.copyOf(document, DEEPEST);
        }
        throw new AssertionError("the document of an export is an object");
    }

    private RemoteAnswer answer(ListPage page, Map<String, Object> head, boolean withState) {
        Map<String, Object> document = new LinkedHashMap<>(head.isEmpty() ? document(List.of(), withState) : head);
        document.put("jobs", page.entries());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("document", document);
        page.addNext(json);
        String text = JsonText.of(json);
        if (RemoteAnswer.size(text) > RemoteAnswer.MOST) { // a single job: others would be on the next page
            throw new Denied(
                    Denied.CONFLICT,
                    "The job \"" + page.last() + "\" alone is longer in a document than an answer may be, "
                            + RemoteAnswer.MOST + " bytes; go on \"after\" it.",
                    "after");
        }
        return RemoteAnswer.ok(text);
    }
}
