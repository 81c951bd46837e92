/**
 * The ways into the engine's thread and out of it: letters and their answers, and threads where what is called
 * may block. Leans on clock and fault.
 */
@NullMarked
package io.reveille.core.threads;

import org.jspecify.annotations.NullMarked;
