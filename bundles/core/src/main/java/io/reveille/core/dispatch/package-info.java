/** Running a handler on a worker, so that it can harm only its own run. */
@NullMarked
package io.reveille.core.dispatch;

import org.jspecify.annotations.NullMarked;
