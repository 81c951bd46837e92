/**
 * A job and the record that outlives it, where changes to a job are told, and who is told of them. Leans on saving,
 * plan and intake.
 */
@NullMarked
package io.reveille.core.job;

import org.jspecify.annotations.NullMarked;
