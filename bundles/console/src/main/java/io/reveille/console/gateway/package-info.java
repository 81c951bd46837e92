/**
 * Answers about the gateway as a whole, its sleep, settings, log and figures, and orders to it. Leans on pages for the
 * services and on web for requests.
 */
@NullMarked
package io.reveille.console.gateway;

import org.jspecify.annotations.NullMarked;
