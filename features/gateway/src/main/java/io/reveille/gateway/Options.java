package io.reveille.gateway;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The command line.
 *
 * @param load the folder from which bundles and configurations are taken; empty for {@code load} in the data folder
 * @param conf the folder with the gateway's own settings; empty for {@code conf} in the distribution
 * @param shell whether the terminal takes commands
 * @param service whether a service manager has started it, and nobody sits at its terminal
 * @param hosts under which names the console is reached
 * @param commands what a gateway that runs is to be asked
 */
record Options(
        Action action,
        int port,
        Path data,
        Optional<Path> load,
        Optional<Path> conf,
        boolean shell,
        boolean service,
        Optional<String> hosts,
        String commands) {

    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+\\]");

    enum Action {
        START,
        SET_PASSWORD,
        ASK,
        HELP
    }

    static Options parse(List<String> arguments) throws StartException {
        Action action = Action.START;
        int port = 8080;
        Path data = Path.of("data");
        Optional<Path> load = Optional.empty();
        Optional<Path> conf = Optional.empty();
        boolean shell = false;
        boolean service = false;
        Optional<String> hosts = Optional.empty();
        String commands = "";
        for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
            String option = rest.next();
            switch (option) {
                case "--port" -> port = port(value(option, rest));
                case "--data" -> data = folder(option, value(option, rest));
                case "--load" -> load = Optional.of(folder(option, value(option, rest)));
                case "--conf" -> conf = Optional.of(folder(option, value(option, rest)));
                case "--hosts" -> hosts = Optional.of(hosts(value(option, rest)));
                case "--shell" -> shell = true;
                case "--service" -> service = true;
                case "--ask" -> {
                    action = Action.ASK;
                    commands = value(option, rest);
                }
                case "--set-password" -> action = Action.SET_PASSWORD;
                case "--help", "-h" -> {
                    return new Options(Action.HELP, port, data, load, conf, shell, service, hosts, commands);
                }
                default ->
                    throw StartException.usage("unknown option \"" + option
                            + "\"; there are --port N, --data DIR, --load DIR, --conf DIR, --hosts NAMES, --shell, --service,"
                            + " --ask COMMANDS, --set-password and --help");
            }
        }
        return new Options(
                action,
                port,
                absolute(data),
                load.map(Options::absolute),
                conf.map(Options::absolute),
                shell,
                service,
                hosts,
                commands);
    }

    private static String value(String option, Iterator<String> rest) throws StartException {
        if (!rest.hasNext()) {
            throw StartException.usage(option + " needs a value; --help shows how");
        }
        return rest.next();
    }

    private static int port(String text) throws StartException {
        // Five digits at most: no overflow, no sign, and no digits of other scripts.
        int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
        if (port < 1 || port > 65535) {
            throw StartException.usage("--port \"" + text + "\" is no port; give a whole number from 1 to 65535");
        }
        return port;
    }

    private static String hosts(String text) throws StartException {
        for (String host : text.split(",", -1)) {
            if (!HOST.matcher(host).matches()) {
                throw StartException.usage(
                        "--hosts \"" + text + "\" has \"" + host + "\", which is no name or address; give"
                                + " such as gateway.example,10.0.0.7,[fd00::7], without ports");
            }
        }
        return text;
    }

    private static Path absolute(Path folder) {
        return folder.toAbsolutePath().normalize();
    }

    private static Path folder(String option, String text) throws StartException {
        if (text.isEmpty()) {
            throw StartException.usage(option + " \"\" names no folder; give the path of one");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw StartException.usage(option + " \"" + text + "\" is no path (" + e.getReason() + "); give another");
        }
    }
}
