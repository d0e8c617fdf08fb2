/**
 * For the tests of plug-ins: one contract per kind of plug-in, and jqwik arbitraries of the domain.
 *
 * <p>A contract is an interface of tests: a test class implements it, hands over its subject, and
 * has every rule as a test. The rules are listed in {@code docs/spi-rules.md} by the numbers that
 * stand in the names of the tests.
 */
@NullMarked
package io.foreshape.testkit;

import org.jspecify.annotations.NullMarked;
