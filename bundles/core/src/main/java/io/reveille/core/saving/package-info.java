/**
 * When and how state is saved, and how much of it the flash budget allows. Leans on state, timer and clock; why
 * something was done, outcome says.
 */
@NullMarked
package io.reveille.core.saving;

import org.jspecify.annotations.NullMarked;
