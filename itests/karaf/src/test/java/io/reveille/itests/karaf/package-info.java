/** Reveille in the real Apache Karaf: its features, its shell over SSH, its web console, its files. */
@NullMarked
package io.reveille.itests.karaf;

import org.jspecify.annotations.NullMarked;
