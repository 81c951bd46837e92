/**
 * Takes in services that were written for Karaf's or Sling's scheduler, and has them run as jobs of Reveille while theirs is
 * not there. See docs/coming-from.md.
 */
@NullMarked
package io.reveille.adopt;

import org.jspecify.annotations.NullMarked;
