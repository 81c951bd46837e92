/**
 * Strict reading of a job's arguments, of paths below the data folder among them, and texts for messages. Leans on no
 * other package here.
 */
@NullMarked
package io.reveille.handlers.arguments;

import org.jspecify.annotations.NullMarked;
