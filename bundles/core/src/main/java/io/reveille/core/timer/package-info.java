/** The one armed wake-up, and what is due when. Leans on clock. */
@NullMarked
package io.reveille.core.timer;

import org.jspecify.annotations.NullMarked;
