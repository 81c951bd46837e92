/** Connections to clouds. */
@Version("1.0.0")
package org.eclipse.kura.cloudconnection;

import org.osgi.annotation.versioning.Version;
