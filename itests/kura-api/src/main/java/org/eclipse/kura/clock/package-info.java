/** Kura's clock. */
@Version("1.0.1")
package org.eclipse.kura.clock;

import org.osgi.annotation.versioning.Version;
