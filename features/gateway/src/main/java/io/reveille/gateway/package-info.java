/** The launcher of the gateway distribution: plain Java that prepares the data folder and runs the framework. */
@NullMarked
package io.reveille.gateway;

import org.jspecify.annotations.NullMarked;
