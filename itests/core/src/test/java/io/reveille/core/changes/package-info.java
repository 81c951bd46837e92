/** Random changes of definitions, cut off by failures and kills, beside a model of what each job must be. */
@NullMarked
package io.reveille.core.changes;

import org.jspecify.annotations.NullMarked;
