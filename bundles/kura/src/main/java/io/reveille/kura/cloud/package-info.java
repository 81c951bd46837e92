/** Kura's cloud connections and its clock, for jobs: a handler, gates, a reason to stay awake, and a word on the clock. */
@NullMarked
package io.reveille.kura.cloud;

import org.jspecify.annotations.NullMarked;
