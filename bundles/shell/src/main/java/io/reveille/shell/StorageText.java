package io.reveille.shell;

import io.reveille.BrokenDefinition;
import io.reveille.DeletedJob;
import io.reveille.ImportPlan;
import io.reveille.JobProblem;
import io.reveille.spi.JobProperties;
import io.reveille.spi.Quarantined;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Deleted jobs, problems and unreadable texts in words. */
final class StorageText {

    private static final int EXCERPT = 100;

    private StorageText() {}

    static String problems(List<JobProblem> jobs, List<BrokenDefinition> broken) {
        if (jobs.isEmpty() && broken.isEmpty()) {
            return "nothing is known to be wrong with any job";
        }
        Stream<String> texts = Stream.concat(
                jobs.stream().map(problem -> problem.job() + "  " + Phrases.line(problem.text())),
                broken.stream()
                        .map(each ->
                                "the definition " + each.source() + " cannot be used: " + Phrases.line(each.reason())));
        return texts.collect(Collectors.joining("\n"));
    }

    static String deleted(List<DeletedJob> jobs) {
        if (jobs.isEmpty()) {
            return "no job was deleted in the last 7 days";
        }
        return jobs.stream().map(StorageText::deleted).collect(Collectors.joining("\n"));
    }

    private static String deleted(DeletedJob job) {
        return job.name() + "  " + job.how() + " " + Phrases.at(job.deleted()) + ", kept until "
                + Phrases.at(job.keptUntil()) + "; "
                + Phrases.line(job.properties().getOrDefault(JobProperties.SCHEDULE, "without a schedule"));
    }

    /** One line each. */
    static String quarantined(List<Quarantined> texts) {
        if (texts.isEmpty()) {
            return "nothing is in the quarantine";
        }
        return texts.stream().map(StorageText::line).collect(Collectors.joining("\n"));
    }

    private static String line(Quarantined text) {
        String excerpt = text.text().length() > EXCERPT ? text.text().substring(0, EXCERPT) + "…" : text.text();
        return text.place() + "  " + text.reason() + "; " + text.text().length() + " characters: "
                + Phrases.line(excerpt);
    }

    /** All of each, as it is. */
    static String whole(List<Quarantined> texts) {
        return texts.stream()
                .map(text -> "place: " + text.place() + "\nreason: " + text.reason() + "\n\n" + text.text() + "\n")
                .collect(Collectors.joining("\n"));
    }

    static String plan(ImportPlan plan) {
        StringBuilder text = new StringBuilder(plan.source());
        plan.items().forEach(item -> item(item, text));
        if (!plan.untouched().isEmpty()) {
            text.append("\nuntouched: ").append(String.join(", ", plan.untouched()));
        }
        plan.passedOver().forEach(each -> text.append("\npassed over: ").append(Phrases.line(each)));
        return text.toString();
    }

    private static void item(ImportPlan.Item item, StringBuilder text) {
        text.append('\n').append(item.kind()).append("  ").append(item.name());
        text.append(item.withState() ? ", with its state" : "");
        for (ImportPlan.Change change : item.changes()) {
            text.append("\n    ").append(change.property()).append(": ");
            text.append(change.from().isEmpty() ? "" : Phrases.line(change.from()) + " -> ");
            text.append(change.to().isEmpty() ? "(nothing)" : Phrases.line(change.to()));
        }
        item.remarks().forEach(remark -> text.append("\n    ").append(Phrases.line(remark)));
    }
}
