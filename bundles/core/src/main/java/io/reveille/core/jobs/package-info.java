/**
 * All jobs, and the influences on them from outside: definitions, handlers, clocks, requests, orders. Leans on runs and
 * job.
 */
@NullMarked
package io.reveille.core.jobs;

import org.jspecify.annotations.NullMarked;
