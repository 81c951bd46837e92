/** The engine's settings as values, and how they are read from a configuration. Leans on nothing of the core. */
@NullMarked
package io.reveille.core.settings;

import org.jspecify.annotations.NullMarked;
