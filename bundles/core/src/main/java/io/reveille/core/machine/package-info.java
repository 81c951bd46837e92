/**
 * The machine as it tells of itself: gates that ask it, whether its clock is set, and where the framework's properties place what
 * the gateway keeps. Leans on nothing of the core, and nobody leans on it.
 */
@NullMarked
package io.reveille.core.machine;

import org.jspecify.annotations.NullMarked;
