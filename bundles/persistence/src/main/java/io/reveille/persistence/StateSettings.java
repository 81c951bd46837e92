package io.reveille.persistence;

import io.reveille.spi.Folders;
import io.reveille.spi.SettingValues;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The one setting: the folder of run state. */
final class StateSettings {

    private static final String FOLDER = "folder";

    private StateSettings() {}

    /**
     * The folder.
     *
     * @param standard what is used where no folder is named: see {@link Folders}
     * @return an absolute path, or an empty text: state is kept in ConfigurationAdmin
     * @throws IllegalArgumentException if it is no absolute path
     */
    static String folder(Map<String, ?> properties, String standard) {
        String folder = new SettingValues(properties).text(FOLDER, "");
        return folder.isEmpty() ? standard : checked(folder);
    }

    /** A sentence for each key that is no setting. */
    static List<String> unknown(Map<String, ?> properties) {
        return new SettingValues(properties).unknown(Set.of(FOLDER));
    }

    private static String checked(String folder) {
        try {
            if (Path.of(folder).isAbsolute()) {
                return folder;
            }
        } catch (InvalidPathException e) {
            throw refused(folder);
        }
        throw refused(folder);
    }

    static IllegalArgumentException refused(String folder) {
        return SettingValues.refused(
                FOLDER,
                folder,
                "the absolute path of a folder, or nothing for what the framework property "
                        + Folders.Place.STATE.property() + " says");
    }
}
