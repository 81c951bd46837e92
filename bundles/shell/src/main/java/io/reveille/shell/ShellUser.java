package io.reveille.shell;

import io.reveille.ScheduleService;
import org.apache.felix.service.command.CommandSession;

/** The user who types. */
final class ShellUser {

    private ShellUser() {}

    /** The scheduler, told by whoever types: the user that the shell has let in, or else the one whose process this is. */
    static ScheduleService of(CommandSession session, ScheduleService scheduler) {
        Object user = session.get("USER");
        return scheduler.onBehalfOf(user instanceof String name ? name : System.getProperty("user.name", ""));
    }
}
