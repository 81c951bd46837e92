/** What Eclipse Kura knows of the machine, as far as Reveille asks. */
@Version("1.6.0")
package org.eclipse.kura.system;

import org.osgi.annotation.versioning.Version;
