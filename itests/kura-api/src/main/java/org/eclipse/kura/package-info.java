/** Errors of Eclipse Kura, as far as Reveille meets them. */
@Version("1.7.0")
package org.eclipse.kura;

import org.osgi.annotation.versioning.Version;
