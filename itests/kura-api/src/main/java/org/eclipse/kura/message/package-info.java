/** What a message carries, as far as Reveille reads and writes it. */
@Version("1.4.0")
package org.eclipse.kura.message;

import org.osgi.annotation.versioning.Version;
