/** The handler that deletes old files, and the folders that it may delete in. Leans on arguments. */
@NullMarked
package io.reveille.handlers.cleanup;

import org.jspecify.annotations.NullMarked;
