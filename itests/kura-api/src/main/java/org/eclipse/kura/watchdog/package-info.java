/** Kura's watchdog, which restarts the machine. */
@Version("1.0.2")
package org.eclipse.kura.watchdog;

import org.osgi.annotation.versioning.Version;
