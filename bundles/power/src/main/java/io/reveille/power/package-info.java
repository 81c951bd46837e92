/** The components of the bundle, and the services that it offers. */
@Requirement(namespace = "osgi.service", effective = "active", filter = "(objectClass=io.reveille.spi.Folders)")
@Requirement(namespace = "osgi.service", effective = "active", filter = "(objectClass=io.reveille.spi.Quiescence)")
@NullMarked
package io.reveille.power;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Requirement;
