/**
 * Jobs as a document: what is in one, what it would change here, and the file of another scheduler. Pure. Leans on
 * intake, plan, state and json.
 */
@NullMarked
package io.reveille.core.transfer;

import org.jspecify.annotations.NullMarked;
