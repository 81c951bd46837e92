package io.reveille.shell;

import io.reveille.ScheduleService;
import org.apache.felix.service.command.CommandSession;

/** The user of the shell. */
final class ShellUser {

    private ShellUser() {}

    /** Returns the scheduler on behalf of the user who is logged in to the shell, or else the user of the process. */
    static ScheduleService of(CommandSession session, ScheduleService scheduler) {
        Object user = session.get("USER");
        return scheduler.onBehalfOf(user instanceof String name ? name : System.getProperty("user.name", ""));
    }
}
