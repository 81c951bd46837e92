/**
 * Components that read the log, the health checks and the settings, each only where the framework has a service for
 * that. Leans on pages, which has their interfaces.
 */
@NullMarked
package io.reveille.console.sources;

import org.jspecify.annotations.NullMarked;
