package io.reveille.kura;

import io.reveille.persistence.pages.SafeFiles;
import io.reveille.spi.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.kura.system.SystemService;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reveille's folders on Kura: below the folder {@value #OURS} in Kura's data folder, unless a framework property names
 * another place. Only Kura's user can access the folder.
 */
@Component(configurationPolicy = ConfigurationPolicy.IGNORE)
public final class KuraFolders implements Folders {

    /** The name of the folder in Kura's data folder. */
    static final String OURS = "reveille";

    private static final Logger LOG = LoggerFactory.getLogger(KuraFolders.class);

    private final Map<Place, String> paths = new EnumMap<>(Place.class);

    @Activate
    public KuraFolders(BundleContext context, @Reference SystemService kura) {
        Optional<Path> folder = dataFolder(kura).map(data -> data.resolve(OURS));
        if (folder.isEmpty()) {
            LOG.error(
                    "Eclipse Kura has no data folder that is an absolute path (kura.data in kura.properties is {}): nothing"
                            + " of Reveille has a place but what framework properties name.",
                    kura.getKuraDataDirectory());
        }
        folder.ifPresent(KuraFolders::make);
        for (Place place : Place.values()) {
            String named = context.getProperty(place.property());
            if (named != null && !named.isBlank()) {
                LOG.info("The framework property {} is used: {}", place.property(), named);
                paths.put(place, named);
            } else {
                folder.ifPresent(
                        ours -> paths.put(place, ours.resolve(name(place)).toString()));
            }
        }
    }

    /** Returns Kura's folder for data of add-ons; empty if Kura names none, or no absolute path. */
    static Optional<Path> dataFolder(SystemService kura) {
        @Nullable String data = kura.getKuraDataDirectory();
        try {
            return Optional.ofNullable(data).map(String::strip).map(Path::of).filter(Path::isAbsolute);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> path(Place place) {
        return Optional.ofNullable(paths.get(place));
    }

    private static String name(Place place) {
        return switch (place) {
            case STATE -> "state";
            case DATA -> "data";
            case SECRETS -> "secrets.properties";
            case COMMANDS -> "commands.txt";
        };
    }

    private static void make(Path folder) {
        if (Files.isDirectory(folder)) {
            return; // an existing folder keeps its mode, which its owner may have widened
        }
        try {
            SafeFiles.createFolder(folder);
            SafeFiles.makePrivate(folder);
        } catch (IOException e) {
            LOG.error(
                    "The folder {} cannot be made ({}); what belongs there is not kept until it can.",
                    folder,
                    e.toString());
        }
    }
}
