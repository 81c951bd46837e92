/**
 * The public API, translated into questions to the engine. Leans on component, engine and transfer; nobody leans on it.
 */
@NullMarked
package io.reveille.core.service;

import org.jspecify.annotations.NullMarked;
