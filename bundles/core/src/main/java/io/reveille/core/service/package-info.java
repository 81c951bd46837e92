/** The front desk: the public API, translated into questions to the engine. */
@NullMarked
package io.reveille.core.service;

import org.jspecify.annotations.NullMarked;
