/** Publishers of messages. */
@Version("1.0.0")
package org.eclipse.kura.cloudconnection.publisher;

import org.osgi.annotation.versioning.Version;
