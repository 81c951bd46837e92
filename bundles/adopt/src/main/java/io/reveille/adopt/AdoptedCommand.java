package io.reveille.adopt;

import io.reveille.adopt.Adoption.Row;
import io.reveille.json.JobJson;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Process;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command that lists the services of other schedulers. */
@Component(
        service = AdoptedCommand.class,
        property = {"osgi.command.scope=reveille", "osgi.command.function=adopted"})
public final class AdoptedCommand {

    private static final String USAGE = "reveille:adopted [--json]";
    private static final String JSON = "--json";
    private static final String HELP = "--help";
    private static final String WHAT =
            "the services that were written for Karaf's or Sling's scheduler, and their jobs";

    private final Adopter adopter;

    @Activate
    public AdoptedCommand(@Reference Adopter adopter) {
        this.adopter = adopter;
    }

    @Descriptor(WHAT)
    public void adopted(CommandSession session, @Descriptor("--json for programs") String... line) {
        List<String> words = List.of(line);
        if (words.contains(HELP)) {
            give(session, USAGE + "\n    " + WHAT);
        } else if (words.isEmpty()) {
            give(session, text());
        } else if (words.equals(List.of(JSON))) {
            give(session, json());
        } else {
            String word = words.get(words.get(0).equals(JSON) ? 1 : 0);
            throw new IllegalArgumentException("\"" + word + "\" is too much; expected " + USAGE);
        }
    }

    private static void give(CommandSession session, String text) {
        Process process = Process.Utils.current(); // in a pipe its output goes to the next command
        PrintStream out = process == null ? session.getConsole() : process.out();
        out.println(text);
        out.flush();
    }

    private String json() {
        String others = String.join(", ", adopter.others());
        return JobJson.lines(
                adopter.rows().stream().map(row -> json(row, others)).toList());
    }

    private static Map<String, Object> json(Row row, String others) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", row.name());
        json.put("service", row.service());
        if (!row.schedule().isEmpty()) {
            json.put("schedule", row.schedule());
        } else {
            json.put("reason", others.isEmpty() ? row.fault() : "the scheduler of bundle " + others + " runs it");
        }
        return json;
    }

    private String text() {
        List<Row> rows = adopter.rows();
        List<String> others = adopter.others();
        StringBuilder text = new StringBuilder();
        if (!others.isEmpty()) {
            text.append("off: the scheduler of bundle ")
                    .append(String.join(", ", others))
                    .append(" is there and runs its services itself; once it is stopped, they run here\n");
        }
        for (Row row : rows) {
            text.append(row.name())
                    .append(": ")
                    .append(row.schedule().isEmpty() ? "no job" : row.schedule())
                    .append(row.fault().isEmpty() ? "" : ", because " + row.fault())
                    .append("; service ")
                    .append(row.service())
                    .append('\n');
        }
        if (rows.isEmpty()) {
            text.append("there is no service for Karaf's or Sling's scheduler\n");
        }
        return text.toString().stripTrailing();
    }
}
