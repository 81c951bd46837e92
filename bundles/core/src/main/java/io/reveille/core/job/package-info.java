/**
 * The one record of a job, where changes of it are told, and who is told of them. Leans on saving, plan and
 * intake for what it holds.
 */
@NullMarked
package io.reveille.core.job;

import org.jspecify.annotations.NullMarked;
