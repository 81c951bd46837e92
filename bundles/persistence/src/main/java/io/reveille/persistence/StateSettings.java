package io.reveille.persistence;

import io.reveille.spi.Folders;
import io.reveille.spi.SettingValues;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the only setting: the folder of run state. */
final class StateSettings {

    private static final String FOLDER = "folder";

    private StateSettings() {}

    /**
     * Returns the folder of run state.
     *
     * @param standard the default: see {@link Folders}
     * @return an absolute path, or an empty text: state is kept in ConfigurationAdmin
     * @throws IllegalArgumentException if the folder is no absolute path
     */
    static String folder(Map<String, ?> properties, String standard) {
        String folder = new SettingValues(properties).text(FOLDER, "");
        return folder.isEmpty() ? standard : checked(folder);
    }

    /** Returns a sentence for each key that is no setting. */
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
