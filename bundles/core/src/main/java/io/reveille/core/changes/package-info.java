/**
 * The records of definitions: the last text of each, and the changes that are on their way to the store of definitions.
 * Leans on saving, intake and state.
 */
@NullMarked
package io.reveille.core.changes;

import org.jspecify.annotations.NullMarked;
