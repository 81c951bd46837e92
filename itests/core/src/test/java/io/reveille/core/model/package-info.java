/** Anything that may happen to a gateway, in any order, beside a simple model of what the jobs promise. */
@NullMarked
package io.reveille.core.model;

import org.jspecify.annotations.NullMarked;
