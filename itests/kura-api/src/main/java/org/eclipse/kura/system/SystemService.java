package org.eclipse.kura.system;

import org.osgi.annotation.versioning.ProviderType;

/** The machine and Kura's place on it. */
@ProviderType
public interface SystemService {

    /** The path of the folder for what add-ons keep; null if {@code kura.properties} has none. */
    String getKuraDataDirectory();
}
