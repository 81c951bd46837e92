/**
 * Definitions as a store tells of them, how they are changed, and those that are gone, so that none is lost and
 * none comes back to life. Leans on jobs, saving and intake.
 */
@NullMarked
package io.reveille.core.definitions;

import org.jspecify.annotations.NullMarked;
