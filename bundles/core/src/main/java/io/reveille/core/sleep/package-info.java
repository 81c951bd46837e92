/**
 * Holding the engine still for a sleep, and what whoever decides to sleep wants to know. Leans on jobs and runs.
 */
@NullMarked
package io.reveille.core.sleep;

import org.jspecify.annotations.NullMarked;
