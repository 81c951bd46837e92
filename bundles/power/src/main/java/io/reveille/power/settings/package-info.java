/** The settings: their form and their checks. */
@NullMarked
package io.reveille.power.settings;

import org.jspecify.annotations.NullMarked;
