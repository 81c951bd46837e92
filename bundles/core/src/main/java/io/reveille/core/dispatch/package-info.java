/** Running a handler on a worker, so that it can harm only its own run. Leans on outcome, json, clock and fault. */
@NullMarked
package io.reveille.core.dispatch;

import org.jspecify.annotations.NullMarked;
