package io.reveille.shell.ask;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.felix.service.command.CommandProcessor;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the server for {@code gateway --ask} if the launcher names a socket by the framework property
 * {@value #SOCKET}, and there is a Gogo shell.
 */
@Component(
        immediate = true,
        service = {},
        configurationPolicy = ConfigurationPolicy.IGNORE)
public final class AskComponent {

    /** The path of the socket. */
    static final String SOCKET = "reveille.ask";

    private static final Logger LOG = LoggerFactory.getLogger(AskComponent.class);

    private final CommandProcessor gogo;
    private @Nullable AskServer server;

    @Activate
    public AskComponent(@Reference CommandProcessor gogo) {
        this.gogo = gogo;
    }

    @Activate
    void start(BundleContext context) {
        String socket = context.getProperty(SOCKET);
        if (socket == null || socket.isBlank()) {
            return;
        }
        try {
            server = AskServer.open(Path.of(socket), new GogoCommands(gogo));
        } catch (IOException e) {
            LOG.warn(
                    "The gateway cannot be asked by --ask, and goes on without that: there is no socket {} ({}).",
                    socket,
                    e.getMessage());
        }
    }

    @Deactivate
    void stop() throws IOException {
        AskServer open = server;
        if (open != null) {
            open.close();
        }
    }
}
