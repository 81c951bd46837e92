/** The one thread that owns all mutable state, and drives the stations. */
@Requirement(namespace = "osgi.service", effective = "active", filter = "(objectClass=io.reveille.spi.DefinitionStore)")
@Requirement(namespace = "osgi.service", effective = "active", filter = "(objectClass=io.reveille.spi.StateStore)")
@NullMarked
package io.reveille.core.engine;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Requirement;
