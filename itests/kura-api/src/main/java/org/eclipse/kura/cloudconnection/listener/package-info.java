/** Whoever hears of connections and messages. */
@Version("1.0.0")
package org.eclipse.kura.cloudconnection.listener;

import org.osgi.annotation.versioning.Version;
