/** Jobs and settings as configurations of Eclipse Kura, kept in its snapshots and edited in its web console; state in its data folder. */
@NullMarked
package io.reveille.kura;

import org.jspecify.annotations.NullMarked;
