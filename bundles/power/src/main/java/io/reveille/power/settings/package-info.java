/** Settings: their form, their checks, and commands that are allowed. */
@NullMarked
package io.reveille.power.settings;

import org.jspecify.annotations.NullMarked;
