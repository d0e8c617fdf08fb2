/**
 * The loop that a host embeds: it asks for usage, learns from it, plans, shapes, and compares what
 * was predicted with what happened.
 */
@NullMarked
package io.foreshape.core;

import org.jspecify.annotations.NullMarked;
