/**
 * Calls of code without a name: scheduled, called, counted by bundle, and nothing kept. Leans on job, clocks, plan,
 * timer and dispatch.
 */
@NullMarked
package io.reveille.core.calls;

import org.jspecify.annotations.NullMarked;
