/**
 * The service of the console, which puts all others together. Leans on jobs and gateway, whose addresses it hands to
 * the router.
 */
@NullMarked
package io.reveille.console.component;

import org.jspecify.annotations.NullMarked;
