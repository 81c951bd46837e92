/**
 * The engine as a component: its settings' form, its threads, and the services that come and go. Leans on engine; of
 * the core only the services lean on this.
 */
@Requirement(namespace = "osgi.service", effective = "active", filter = "(objectClass=io.reveille.spi.DefinitionStore)")
@Requirement(namespace = "osgi.service", effective = "active", filter = "(objectClass=io.reveille.spi.StateStore)")
@NullMarked
package io.reveille.core.component;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Requirement;
