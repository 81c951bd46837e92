/** Messages of cloud connections. */
@Version("1.0.0")
package org.eclipse.kura.cloudconnection.message;

import org.osgi.annotation.versioning.Version;
