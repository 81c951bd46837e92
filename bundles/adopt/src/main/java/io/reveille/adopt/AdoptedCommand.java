package io.reveille.adopt;

import io.reveille.adopt.Adoption.Row;
import java.io.PrintStream;
import java.util.List;
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

    private static final String USAGE = "reveille:adopted";
    private static final String WHAT =
            "the services that were written for Karaf's or Sling's scheduler, and their jobs";

    private final Adopter adopter;

    @Activate
    public AdoptedCommand(@Reference Adopter adopter) {
        this.adopter = adopter;
    }

    @Descriptor(WHAT)
    public void adopted(CommandSession session, String... line) {
        Process process = Process.Utils.current(); // in a pipe its output goes to the next command
        PrintStream out = process == null ? session.getConsole() : process.out();
        if (line.length > 0 && !List.of(line).equals(List.of("--help"))) {
            throw new IllegalArgumentException("\"" + line[0] + "\" is too much; expected " + USAGE);
        }
        out.println(line.length == 0 ? text() : USAGE + "\n    " + WHAT);
        out.flush();
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
