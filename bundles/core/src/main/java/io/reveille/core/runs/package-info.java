/**
 * One occurrence from due to over: due times, queue, gates, launch, ends, chains, recovery. Leans on job,
 * clocks, plan and dispatch.
 */
@NullMarked
package io.reveille.core.runs;

import org.jspecify.annotations.NullMarked;
