/** Programs of the machine, run by Kura. */
@Version("1.0.0")
package org.eclipse.kura.executor;

import org.osgi.annotation.versioning.Version;
