/** Jobs and settings as configurations of Eclipse Kura, kept in its snapshots and edited in its web console. */
@NullMarked
package io.reveille.kura;

import org.jspecify.annotations.NullMarked;
