/** Configurations as Eclipse Kura keeps them, as far as Reveille uses that. */
@Version("1.2.0")
package org.eclipse.kura.configuration;

import org.osgi.annotation.versioning.Version;
